using Keras.Pipelines;
using TensorFlow;

namespace Keras.Layers;

/// <summary>The functions by which a layer is called on values, one for each form, type and shape of them, and each state of the
/// layer.</summary>
internal sealed class LayerFunctions(Layer layer) : IDisposable
{
    // A layer that is called on ever new shapes must not keep a function of each.
    private const int Most = 16;
    private readonly Lock gate = new();
    private readonly Dictionary<Key, StatefulFunction> functions = [];

    public Tensor[] Run(Data inputs, bool training)
    {
        Data[] columns = [.. inputs.Columns];
        using DataUse use = new(columns);
        Tensor[] tensors = use.Tensors;
        lock (gate)
            return FunctionOf(inputs, columns, tensors, training).Run(tensors);
    }

    public void Dispose()
    {
        lock (gate)
            Clear();
    }

    private StatefulFunction FunctionOf(Data inputs, Data[] columns, Tensor[] tensors, bool training)
    {
        TensorSpec[] specs = [.. tensors.Select(TensorSpec.Of)];
        string form = $"{training} {inputs.Form} {string.Join(' ', specs.Select(s => s.ToString()))}";
        // Custom functions are not compared: another lambda may write something else.
        object[] transforms = [.. columns.SelectMany(c => c.Transforms)];
        if (functions.TryGetValue(new(layer.CurrentStructure, form, transforms), out StatefulFunction? known))
            return known;
        StatefulFunction written = StatefulFunction.Trace(layer.Name, specs, symbols => Write(inputs, symbols, training));
        if (functions.Count >= Most)
            Clear();
        // Writing may have built the layer.
        return functions[new(layer.CurrentStructure, form, transforms)] = written;
    }

    private Symbol[] Write(Data inputs, Symbol[] symbols, bool training)
    {
        int next = 0;
        Structure<Symbol> values = inputs.ToStructure(c => c.Apply(symbols[next++]));
        return [.. layer.Execute(new CallArguments<Symbol>([CallArgument<Symbol>.Of(values)]).For(layer.CallParameters), new(training))];
    }

    private void Clear()
    {
        foreach (StatefulFunction function in functions.Values)
            function.Dispose();
        functions.Clear();
    }

    private sealed record Key(LayerStructure Structure, string Form, object[] Transforms)
    {
        public bool Equals(Key? other) => other is not null && Form == other.Form && Structure.Equals(other.Structure)
            && Transforms.AsSpan().SequenceEqual(other.Transforms);

        public override int GetHashCode() => HashCode.Combine(Structure, Form, Transforms.Length);
    }
}
