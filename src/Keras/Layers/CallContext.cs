using TensorFlow;

namespace Keras;

/// <summary>What a layer is told when it writes its part of a program, and what it can add to the program beside its output.</summary>
/// <param name="training">Whether the program trains (dropout drops, statistics move) or infers.</param>
public sealed class CallContext(bool training = false)
{
    private readonly List<Symbol> losses = [];
    private readonly Dictionary<Symbol, Symbol> masks = [];

    /// <summary>Whether the program trains (dropout drops, statistics move) or infers.</summary>
    public bool Training { get; } = training;

    /// <summary>The losses that layers added, scalars.</summary>
    public IReadOnlyList<Symbol> Losses => losses;

    /// <summary>Adds a scalar to the loss that training minimizes.</summary>
    /// <param name="loss">The scalar.</param>
    public void AddLoss(Symbol loss) => losses.Add(loss);

    /// <summary>Which steps of a layer's output count; null for all.</summary>
    internal Symbol? MaskOf(Symbol output) => masks.TryGetValue(output, out Symbol mask) ? mask : null;

    /// <summary>Says which steps of a layer's output count.</summary>
    internal void SetMask(Symbol output, Symbol mask) => masks[output] = mask;

    /// <summary>Lets a conversion of a masked symbol have the mask, too.</summary>
    internal void CarryMask(Symbol from, Symbol to)
    {
        if (MaskOf(from) is { } mask && MaskOf(to) is null)
            SetMask(to, mask);
    }
}
