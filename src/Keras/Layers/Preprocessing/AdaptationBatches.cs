using Keras.Pipelines;
using TensorFlow;

namespace Keras.Layers;

/// <summary>The inputs of a dataset, one tensor after the other, for layers that learn from them.</summary>
internal static class AdaptationBatches
{
    /// <summary>Calls a function on the inputs of each batch; on all at once where they are in memory.</summary>
    /// <exception cref="ArgumentException">The dataset has several inputs or no batches, or steps of samples in memory.</exception>
    public static void Each(Dataset dataset, int? steps, Layer layer, Action<Tensor> action)
    {
        IEnumerable<Batch> batches = dataset switch
        {
            TensorDataset memory when steps is null => [memory.Rows],
            TensorDataset => throw new ArgumentException(
                $"{layer.ClassName} '{layer.Name}': expected steps with a stream of batches only, got samples in memory; leave steps out.",
                nameof(steps)),
            _ => ((BatchDataset)dataset).Batches,
        };
        using MappedInputs mapped = new(dataset.Transforms, layer);
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

    private sealed class MappedInputs(BatchTransform[] transforms, Layer layer) : IDisposable
    {
        private readonly Dictionary<string, Function> functions = new(StringComparer.Ordinal);

        public void Use(Batch batch, Action<Tensor> action)
        {
            if (transforms.Length == 0)
            {
                if (!batch.X.IsColumn)
                    throw Several();
                using AdaptationData samples = new(batch.X);
                action(samples.Tensor);
                return;
            }

            using DataUse use = new([.. batch.Columns]);
            Tensor[] tensors = use.Tensors;
            using Tensor inputs = EagerFunctions.Run(FunctionOf(batch, tensors), tensors)[0];
            action(inputs);
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
                functions[key] = function = Function.Trace("adapt", specs, symbols => [Inputs(batch, symbols)]);
            return function;
        }

        private Symbol Inputs(Batch batch, Symbol[] symbols)
        {
            int next = 0;
            Structure<Symbol?> x = batch.X.ToStructure<Symbol?>(c => c.Apply(symbols[next++]));
            Structure<Symbol?>? y = batch.Y?.ToStructure<Symbol?>(c => c.Apply(symbols[next++]));
            foreach (BatchTransform transform in transforms)
                (x, y) = transform.Apply(x, y);
            return x.Flatten() is [{ } only] ? only : throw Several();
        }

        private ArgumentException Several() => new(
            $"{layer.ClassName} '{layer.Name}': expected a dataset of one input to adapt to, got several; pass the one that is meant.");
    }
}
