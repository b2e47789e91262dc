using System.Runtime.CompilerServices;

namespace Keras;

/// <summary>
/// The losses of a model's outputs: <c>Losses = "mse"</c> for each, <c>Losses = ["mse", null]</c> by position, or <c>Losses = {
/// ["digit"] = "sparse_categorical_crossentropy", ["odd"] = null }</c> by name; null for an output without a loss.
/// </summary>
[CollectionBuilder(typeof(OutputLosses), nameof(Create))]
public sealed class OutputLosses : PerOutput<Loss?>
{
    /// <summary>Creates an empty dictionary: no loss.</summary>
    public OutputLosses()
    {
    }

    private OutputLosses(ReadOnlySpan<Loss?> losses)
        : base(losses)
    {
    }

    private OutputLosses(Loss loss)
        : base(loss)
    {
    }

    /// <summary>A loss for each of the outputs.</summary>
    /// <param name="loss">The loss.</param>
    public static implicit operator OutputLosses(Loss loss) => new(loss);

    /// <summary>A loss for each of the outputs.</summary>
    /// <param name="name">A Keras name such as "categorical_crossentropy".</param>
    /// <exception cref="UnknownNameException">No loss has the name; the message suggests the nearest.</exception>
    public static implicit operator OutputLosses(string name) => new((Loss)name);

    /// <summary>Creates the losses from a list.</summary>
    /// <param name="losses">One for each output, in order; null for none.</param>
    public static OutputLosses Create(ReadOnlySpan<Loss?> losses) => new(losses);

    internal OutputLosses Copy() => Copied<OutputLosses>();
}
