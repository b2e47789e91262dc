using System.Runtime.CompilerServices;

namespace Keras;

/// <summary>
/// The weights of the outputs' losses in the total loss: <c>LossWeights = { ["odd"] = 0.3 }</c> by name, with 1 for outputs that are not
/// named, or <c>LossWeights = [1, 0.3]</c> by position.
/// </summary>
[CollectionBuilder(typeof(OutputLossWeights), nameof(Create))]
public sealed class OutputLossWeights : PerOutput<double>
{
    /// <summary>Creates an empty dictionary: all losses have weight 1.</summary>
    public OutputLossWeights()
    {
    }

    private OutputLossWeights(ReadOnlySpan<double> weights)
        : base(weights)
    {
    }

    private OutputLossWeights(double weight)
        : base(weight)
    {
    }

    /// <summary>The weight of the loss of a model of one output.</summary>
    /// <param name="weight">The weight.</param>
    public static implicit operator OutputLossWeights(double weight) => new(Checked(weight));

    /// <summary>Creates the weights from a list.</summary>
    /// <param name="weights">One for each output, in order.</param>
    public static OutputLossWeights Create(ReadOnlySpan<double> weights) =>
        new((ReadOnlySpan<double>)[.. weights.ToArray().Select(Checked)]);

    /// <inheritdoc/>
    private protected override double Taken(double setting) => Checked(setting);

    private static double Checked(double weight) => Hyperparameter.Finite(weight, "lossWeights", "Compile");

    internal OutputLossWeights Copy() => Copied<OutputLossWeights>();
}
