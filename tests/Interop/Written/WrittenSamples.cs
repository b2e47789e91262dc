using TensorFlow;

namespace Keras.Interop;

/// <summary>Samples for the inputs and outputs of any model.</summary>
internal static class WrittenSamples
{
    private const int Rows = 24;

    /// <summary>A tensor for each input, in the order of the model's inputs.</summary>
    public static Tensor[] Inputs(Model model, WrittenCase item)
    {
        Random random = new(5);
        return [.. model.Inputs.Select(input => Of(input, item, random))];
    }

    /// <summary>Targets of the shapes of predictions.</summary>
    public static Tensor[] Targets(IEnumerable<Tensor> predictions)
    {
        Random random = new(6);
        return [.. predictions.Select(p => Tensor.Create<float>(Uniform(random, p.Shape), p.Shape))];
    }

    /// <summary>Columns by name, or the only one.</summary>
    public static Data Columns(IReadOnlyList<string> names, IReadOnlyList<Tensor> tensors)
    {
        if (tensors.Count == 1)
            return tensors[0];
        Data data = new();
        foreach ((string name, Tensor tensor) in names.Zip(tensors))
            data[name] = tensor;
        return data;
    }

    private static Tensor Of(KerasTensor input, WrittenCase item, Random random)
    {
        Shape shape = input.Shape[1..].Prepend(Rows);
        float[] numbers = Uniform(random, shape);
        if (input.DType == DType.Int32)
            return Tensor.Create<int>([.. numbers.Select(v => (int)((v + 1) / 2 * item.Classes))], shape);
        if (input.DType == DType.Bool)
            return Tensor.Create<bool>([.. numbers.Select((v, i) => i % shape[^1] == 0 || v > -0.5)], shape);
        if (item.HasPadding)
            Pad(numbers, shape);
        using Tensor singles = Tensor.Create<float>(numbers, shape);
        return singles.Cast(input.DType);
    }

    // The last two steps of every second sample.
    private static void Pad(float[] numbers, Shape shape)
    {
        int features = (int)shape[2], sample = (int)shape[1] * features;
        for (int row = 0; row < Rows; row += 2)
            numbers.AsSpan(((row + 1) * sample) - (2 * features), 2 * features).Clear();
    }

    private static float[] Uniform(Random random, Shape shape) =>
        [.. Enumerable.Range(0, (int)shape.ElementCount).Select(_ => (random.NextSingle() * 2) - 1)];
}
