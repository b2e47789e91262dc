using TensorFlow;

namespace Keras.Weights;

/// <summary>
/// Initializes weights, with one function for all that are not constant, so that one native call suffices.
/// </summary>
internal static class WeightInitialization
{
    /// <exception cref="ResourceExhaustedException">There is not enough memory for them.</exception>
    public static void Run(IReadOnlyCollection<Weight> weights)
    {
        Weight[] pending = [.. weights.Where(w => !w.IsInitialized).Distinct()];
        if (pending.Length == 0)
            return;
        try
        {
            Draw([.. pending.Where(w => !Fill(w))]);
        }
        catch (ResourceExhaustedException e)
        {
            throw new ResourceExhaustedException(Sentence(pending), e);
        }
    }

    private static void Draw(Weight[] pending)
    {
        if (pending.Length == 0)
            return;
        long[] seeds = new long[pending.Length * 2];
        for (int i = 0; i < pending.Length; i++)
            seeds[2 * i] = pending[i].Initializer.NextSeed() ?? 0;
        // Seeds are an input, not constants, so that equal models share one function.
        using Function function = Function.Trace("initialize", [new(DType.Int64, [pending.Length, 2])],
            inputs => [.. pending.Select((w, i) => Values(w, i, inputs[0]))]);
        using Tensor seedTensor = Tensor.Create<long>(seeds, [pending.Length, 2]);
        using DeviceTensor seedInput = DeviceTensor.From(seedTensor);
        DeviceTensor[] values = function.Invoke(seedInput);
        for (int i = 0; i < pending.Length; i++)
            pending[i].Initialize(values[i], DeviceScope.Current);
    }

    private static string Sentence(Weight[] pending)
    {
        Weight largest = pending.MaxBy(Bytes)!;
        return string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{largest}: there is not enough memory for {Bytes(largest)} bytes, of {pending.Sum(Bytes)} for {pending.Length} new weights; "
            + $"make the layer smaller or free memory.");
    }

    private static double Bytes(Weight weight) => (double)weight.Shape.ElementCount * weight.DType.Size;

    private static bool Fill(Weight weight)
    {
        using Tensor? values = weight.Initializer.Fill(weight.Shape, weight.DType);
        if (values is null)
            return false;
        weight.Initialize(DeviceTensor.From(values), DeviceScope.Current);
        return true;
    }

    private static Symbol Values(Weight weight, int index, Symbol seeds)
    {
        using Graph.NameScope scope = seeds.Graph.EnterScope(weight.Path, weight.Initializer.ClassName);
        Symbol seed = RawOps.GatherV2(seeds, seeds.Graph.Constant(index, DType.Int32), seeds.Graph.Constant(0, DType.Int32));
        Symbol values = weight.Initializer.Apply(weight.Shape, weight.DType, new RandomSource(seed)).Cast(weight.DType);
        return values.Shape == weight.Shape
            ? values
            : throw new ShapeException(
                $"{weight.Initializer.ClassName}: expected values of shape {weight.Shape} for the weight '{weight.Path}', got "
                + $"{values.Shape}; Call must return the shape it is given.");
    }
}
