using Keras.Quantizers;
using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// Quantizes the blocks of a model one after another by the statistics of their layers' inputs on the calibration data; the next block gets
/// the outputs of the quantized one.
/// </summary>
internal static class Calibration
{
    /// <summary>Quantizes layers.</summary>
    /// <param name="owner">The model.</param>
    /// <param name="config">The arguments.</param>
    /// <param name="structure">The order of the layers; null where none is given.</param>
    /// <param name="chosen">The layers to quantize, if they are in a block.</param>
    /// <exception cref="ArgumentException">There is no structure, or there are no calibration data.</exception>
    public static void Run(Layer owner, CalibrationConfig config, QuantizationLayerStructure? structure, IReadOnlyList<LoraLayer> chosen)
    {
        if (structure is null)
            throw new ArgumentException($"Quantize: {config.Mode} needs the order of the layers; give {config.ClassName} a LayerStructure, "
                + $"or override GetQuantizationLayerStructure of '{owner.Name}'.");
        LoraLayer[] inBlocks =
            [.. structure.SequentialBlocks.SelectMany(b => b.Tree()).OfType<LoraLayer>().Where(chosen.Contains).Distinct()];
        if (inBlocks.Length == 0)
            throw new ArgumentException(
                $"Quantize: expected blocks with Dense or EinsumDense layers in the LayerStructure, got {structure.SequentialBlocks.Count} "
                + "without.");
        foreach (LoraLayer layer in inBlocks)
            _ = layer.CalibrationForm!.Matrix;
        List<Tensor> samples = [];
        try
        {
            foreach (int[] window in Windows(config.Tokens(), config.NumSamples, config.SequenceLength))
                samples.Add(Before(structure.PreBlockLayers, window));
            foreach (Layer block in structure.SequentialBlocks)
                QuantizeBlock(block, config, samples, [.. block.Tree().OfType<LoraLayer>().Where(inBlocks.Contains)],
                    goesOn: !ReferenceEquals(block, structure.SequentialBlocks[^1]));
        }
        finally
        {
            foreach (Tensor sample in samples)
                sample.Dispose();
        }
    }

    // As Keras's strided windows; the first begins with the first token.
    private static IEnumerable<int[]> Windows(int[] tokens, int count, int length)
    {
        long needed = (long)count * length;
        int[] all = tokens;
        if (tokens.Length < needed)
        {
            long repeats = (needed + tokens.Length - 1) / tokens.Length;
            all = [.. Enumerable.Range(0, checked((int)repeats)).SelectMany(_ => tokens)];
        }

        int starts = all.Length - length + 1, stride = Math.Max(1, starts / count);
        for (int i = 0; i < count; i++)
        {
            int start = (int)((long)i * stride % starts);
            yield return all[start..(start + length)];
        }
    }

    private static Tensor Before(IReadOnlyList<Layer> layers, int[] window)
    {
        Tensor sample = Tensor.Create<int>(window, [1, window.Length]);
        foreach (Layer layer in layers)
        {
            Tensor input = sample;
            sample = layer.Apply(input);
            input.Dispose();
        }

        return sample;
    }

    private static void QuantizeBlock(
        Layer block, CalibrationConfig config, List<Tensor> samples, LoraLayer[] layers, bool goesOn)
    {
        if (layers.Length > 0)
        {
            LayerStatistics[] statistics = [.. layers.Select(l => new LayerStatistics(l, config))];
            using (StatefulFunction function = Measuring(block, TensorSpec.Of(samples[0]), statistics))
            {
                foreach (Tensor sample in samples)
                    Measure(function, sample, statistics);
            }

            foreach (LayerStatistics of in statistics)
            {
                of.Layer.Calibrated = of.Quantize();
                try
                {
                    of.Layer.QuantizeNow(config);
                }
                finally
                {
                    of.Layer.Calibrated = null;
                }
            }
        }

        for (int i = 0; goesOn && i < samples.Count; i++)
        {
            Tensor input = samples[i];
            samples[i] = block.Apply(input);
            input.Dispose();
        }
    }

    private static StatefulFunction Measuring(Layer block, TensorSpec spec, LayerStatistics[] statistics) =>
        StatefulFunction.Trace("calibrate", [spec], inputs =>
        {
            using CalibrationInputs listener = new(statistics.Select(s => s.Layer));
            _ = block.Apply(inputs[0], new CallContext(training: false));
            foreach (LayerStatistics of in statistics)
                of.Begin();
            List<Symbol> results = [];
            foreach ((Layer layer, Symbol input) in listener.Found)
            {
                LayerStatistics of = statistics.First(s => ReferenceEquals(s.Layer, layer));
                of.Add(results.Count);
                results.AddRange(of.Write(input));
            }

            return [.. results];
        });

    private static void Measure(StatefulFunction function, Tensor sample, LayerStatistics[] statistics)
    {
        Tensor[] results = function.Run([sample]);
        try
        {
            foreach (LayerStatistics of in statistics)
                of.Update(results);
        }
        finally
        {
            foreach (Tensor result in results)
                result.Dispose();
        }
    }
}
