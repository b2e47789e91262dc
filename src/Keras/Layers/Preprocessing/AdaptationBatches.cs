using Keras.Pipelines;
using TensorFlow;

namespace Keras.Layers;

/// <summary>The inputs of a dataset, one tensor after the other, for layers that adapt to them.</summary>
internal static class AdaptationBatches
{
    /// <summary>Calls a function on the inputs of each batch; on all at once where they are in memory.</summary>
    /// <exception cref="ArgumentException">The dataset has several inputs or no batches, or steps of samples in memory.</exception>
    public static void Each(Dataset dataset, int? steps, Layer layer, Action<Tensor> action) =>
        Each(dataset, steps, layer, null, tensors => action(tensors[0]));

    /// <summary>Calls a function on the named inputs of each batch, in the order of the names.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="steps">The number of batches; null for all.</param>
    /// <param name="layer">The layer that adapts, for messages.</param>
    /// <param name="names">The names; null for the only input.</param>
    /// <param name="action">The function.</param>
    /// <exception cref="ArgumentException">The dataset has several inputs, none of a name or no batches, or steps of samples in
    /// memory.</exception>
    public static void Each(Dataset dataset, int? steps, Layer layer, IReadOnlyList<string>? names, Action<IReadOnlyList<Tensor>> action)
    {
        IEnumerable<Batch> batches = dataset switch
        {
            TensorDataset memory when steps is null => [memory.Rows],
            TensorDataset => throw new ArgumentException(
                $"{layer.ClassName} '{layer.Name}': expected steps with a stream of batches only, got samples in memory; leave steps out.",
                nameof(steps)),
            _ => ((BatchDataset)dataset).Batches,
        };
        using MappedInputs mapped = new(dataset.Transforms, layer, names);
        int count = 0;
        foreach (Batch batch in batches)
        {
            mapped.Use(batch, action);
            if (++count == steps)
                break;
        }

        if (count == 0)
            throw new ArgumentException($"{layer.ClassName} '{layer.Name}': expected batches to adapt to, got none.", nameof(dataset));
    }

    private sealed class MappedInputs(BatchTransform[] transforms, Layer layer, IReadOnlyList<string>? names) : IDisposable
    {
        private readonly Dictionary<string, Function> functions = new(StringComparer.Ordinal);

        public void Use(Batch batch, Action<IReadOnlyList<Tensor>> action)
        {
            if (transforms.Length == 0)
            {
                UseColumns(batch.X, action);
                return;
            }

            using DataUse use = new([.. batch.Columns]);
            Tensor[] tensors = use.Tensors;
            Tensor[] inputs = EagerFunctions.Run(FunctionOf(batch, tensors), tensors);
            try
            {
                action(inputs);
            }
            finally
            {
                Array.ForEach(inputs, t => t.Dispose());
            }
        }

        public void Dispose()
        {
            foreach (Function function in functions.Values)
                function.Dispose();
        }

        private Function FunctionOf(Batch batch, Tensor[] tensors)
        {
            TensorSpec[] specs = [.. tensors.Select(TensorSpec.Of)];
            string key = $"{batch.Form} {string.Join(' ', specs.Select(s => s.ToString()))}";
            if (!functions.TryGetValue(key, out Function? function))
                functions[key] = function = Function.Trace("adapt", specs, symbols => Inputs(batch, symbols));
            return function;
        }

        private void UseColumns(Data x, Action<IReadOnlyList<Tensor>> action)
        {
            List<AdaptationData> samples = [];
            try
            {
                foreach (Data column in names is null ? x.IsColumn ? [x] : throw Several() : names.Select(n => Column(x, n)))
                    samples.Add(new(column));
                action([.. samples.Select(s => s.Tensor)]);
            }
            finally
            {
                samples.ForEach(s => s.Dispose());
            }
        }

        private Data Column(Data x, string name) =>
            x.Names?.Contains(name) == true && x[name] is { IsColumn: true } column ? column : throw NoColumn(name, x.Names);

        private Symbol[] Inputs(Batch batch, Symbol[] symbols)
        {
            int next = 0;
            Structure<Symbol?> x = batch.X.ToStructure<Symbol?>(c => c.Apply(symbols[next++]));
            Structure<Symbol?>? y = batch.Y?.ToStructure<Symbol?>(c => c.Apply(symbols[next++]));
            foreach (BatchTransform transform in transforms)
                (x, y) = transform.Apply(x, y);
            if (names is null)
                return x.Flatten() is [{ } only] ? [only] : throw Several();
            return
            [
                .. names.Select(n => x.Names?.Contains(n) == true && x[n] is { IsValue: true, Value: { } value }
                    ? value : throw NoColumn(n, x.Names)),
            ];
        }

        private ArgumentException NoColumn(string name, IReadOnlyList<string>? given) => new(
            $"{layer.ClassName} '{layer.Name}': expected a column '{name}' to adapt to, got "
            + $"{(given is null ? "data without names" : string.Join(", ", given))}.");

        private ArgumentException Several() => new(
            $"{layer.ClassName} '{layer.Name}': expected a dataset of one input to adapt to, got several; pass the one that is meant.");
    }
}
