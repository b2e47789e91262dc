using TensorFlow;

namespace Keras.Training;

/// <summary>
/// Weights as the last step left them, kept where the end of training replaces them: by their moving averages, or by those of the best
/// epoch. Training that is resumed goes on from them.
/// </summary>
internal sealed class RawWeights : IDisposable
{
    private readonly IReadOnlyList<Weight> weights;
    private readonly IReadOnlyList<Tensor> values;
    private readonly long[] versions;

    private RawWeights(IReadOnlyList<Weight> weights, IReadOnlyList<Tensor> values)
    {
        this.weights = weights;
        this.values = values;
        versions = new long[weights.Count];
        Seal();
    }

    /// <summary>The values, one for each weight of the model.</summary>
    public IReadOnlyList<Tensor> Values => values;

    /// <summary>Whether the weights still are what replaced these; values assigned since are what their owner wants.</summary>
    public bool IsCurrent => !weights.Where((weight, i) => weight.Version != versions[i]).Any();

    /// <summary>The current weights.</summary>
    public static RawWeights Of(Model model) => new(model.Weights, model.GetWeights());

    /// <summary>Given values, which are owned from now on.</summary>
    public static RawWeights Of(Model model, IReadOnlyList<Tensor> values) => new(model.Weights, values);

    /// <summary>Notes that the weights were replaced on purpose.</summary>
    public void Seal()
    {
        for (int i = 0; i < versions.Length; i++)
            versions[i] = weights[i].Version;
    }

    /// <summary>Puts the values back.</summary>
    public void Restore()
    {
        for (int i = 0; i < values.Count; i++)
            weights[i].Assign(values[i]);
    }

    public void Dispose()
    {
        foreach (Tensor value in values)
            value.Dispose();
    }
}
