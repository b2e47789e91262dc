using TensorFlow;

namespace Keras;

/// <summary>Gives weights their first values: one program for all that are not one number everywhere, so that the runtime is entered once.</summary>
internal static class WeightInitialization
{
    public static void Run(IReadOnlyCollection<Weight> weights)
    {
        Weight[] pending = [.. weights.Where(w => !w.IsInitialized && !Fill(w)).Distinct()];
        if (pending.Length == 0)
            return;
        long[] seeds = new long[pending.Length * 2];
        for (int i = 0; i < pending.Length; i++)
            seeds[2 * i] = pending[i].Initializer.NextSeed() ?? 0;
        // Seeds are an input, not constants, so that equal models share one function.
        using Function function = Function.Trace("initialize", [new(DType.Int64, [pending.Length, 2])], inputs => [.. pending.Select((w, i) => Values(w, i, inputs[0]))]);
        using Tensor seedTensor = Tensor.Create<long>(seeds, [pending.Length, 2]);
        using DeviceTensor seedInput = DeviceTensor.From(seedTensor);
        DeviceTensor[] values = function.Invoke(seedInput);
        for (int i = 0; i < pending.Length; i++)
        {
            using DeviceTensor value = values[i];
            pending[i].Initialize(value);
        }
    }

    private static bool Fill(Weight weight)
    {
        using Tensor? values = weight.Initializer.Fill(weight.Shape, weight.DType);
        if (values is null)
            return false;
        weight.Assign(values);
        return true;
    }

    private static Symbol Values(Weight weight, int index, Symbol seeds)
    {
        Symbol seed = RawOps.GatherV2(seeds, seeds.Graph.Constant(index, DType.Int32), seeds.Graph.Constant(0, DType.Int32));
        Symbol values = weight.Initializer.Apply(weight.Shape, weight.DType, new RandomSource(seed)).Cast(weight.DType);
        return values.Shape == weight.Shape
            ? values
            : throw new ShapeException($"{weight.Initializer.ClassName} made values of shape {values.Shape} for {weight}.");
    }
}
