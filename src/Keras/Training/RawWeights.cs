using TensorFlow;

namespace Keras.Training;

/// <summary>
/// The weights after the last training step, kept if the end of training replaces them by their moving averages or by those of the best
/// epoch. Training resumes from them.
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

    /// <summary>Whether the weights still have the values that replaced these. Values assigned since take precedence.</summary>
    public bool IsCurrent => !weights.Where((weight, i) => weight.Version != versions[i]).Any();

    /// <summary>Keeps the current weights.</summary>
    public static RawWeights Of(Model model) => new(model.Weights, model.GetWeights());

    /// <summary>Keeps given values and takes ownership of them.</summary>
    public static RawWeights Of(Model model, IReadOnlyList<Tensor> values) => new(model.Weights, values);

    /// <summary>Records the replacement of the weights.</summary>
    public void Seal()
    {
        for (int i = 0; i < versions.Length; i++)
            versions[i] = weights[i].Version;
    }

    /// <summary>Restores the values.</summary>
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
