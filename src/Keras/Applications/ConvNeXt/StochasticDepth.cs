using System.Globalization;
using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras.Applications;

/// <summary>
/// In training, leaves out the input of some samples as a whole, with the given rate, and scales the others so that the expected value is
/// unchanged (Huang et al., 2016). Otherwise the input.
/// </summary>
[KerasSerializable]
public sealed partial class StochasticDepth : Layer
{
    private readonly SeedGenerator random;

    /// <summary>Creates the layer.</summary>
    /// <param name="dropPathRate">The rate, in [0, 1).</param>
    /// <param name="seed">The seed. Default: null, derived from <see cref="Runtime.Seed"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not in [0, 1).</exception>
    public StochasticDepth(double dropPathRate, [ConfigIgnore] long? seed = null)
    {
        if (dropPathRate is not (>= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(dropPathRate), dropPathRate, string.Create(
                CultureInfo.InvariantCulture, $"StochasticDepth: expected a rate in [0, 1), got {dropPathRate}."));
        DropPathRate = Hyperparameter.Meant(dropPathRate);
        random = AddSeedGenerator(seed);
    }

    /// <summary>The rate.</summary>
    public double DropPathRate { get; }

    /// <inheritdoc/>
    public override string? Module => "keras.src.applications.convnext";

    internal override void WriteEnvelope(JsonObject envelope)
    {
        base.WriteEnvelope(envelope);
        envelope["registered_name"] = ClassName;
    }

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x, CallContext context)
    {
        if (!context.Training || DropPathRate == 0)
            return x;
        return random.Next().Dropout(x, DropPathRate, [x.Shape[0], .. Enumerable.Repeat(1L, x.Rank - 1)]);
    }
}
