using Keras.Layers;

namespace Keras.Interop;

/// <summary>Short ways to models.</summary>
internal static class Chains
{
    /// <summary>A model of layers one after another and a dense layer of two units.</summary>
    public static Model Of(Input input, params Layer[] layers) => new(input, Answer(Through(input, layers)));

    /// <summary>The output of layers one after another.</summary>
    public static KerasTensor Through(KerasTensor x, params Layer[] layers) => layers.Aggregate(x, (h, layer) => layer.Apply(h));

    /// <summary>Two numbers for each sample of any tensor.</summary>
    public static KerasTensor Answer(KerasTensor x, string name = "answer")
    {
        KerasTensor flat = x.Rank == 2 ? x : new Flatten().Apply(x);
        return new Dense(2) { Name = name }.Apply(flat);
    }

    /// <summary>A list of tensors, the calls of several layers on one.</summary>
    public static Structure<KerasTensor> Each(KerasTensor x, params Layer[] layers) => List([.. layers.Select(l => l.Apply(x))]);

    /// <summary>A list of tensors.</summary>
    public static Structure<KerasTensor> List(params IEnumerable<KerasTensor> tensors) =>
        [.. tensors.Select(t => (Structure<KerasTensor>)t)];
}
