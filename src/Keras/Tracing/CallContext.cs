using System.Diagnostics;
using TensorFlow;

namespace Keras;

/// <summary>The context of a layer's call: whether the call trains, and the losses and masks that the layer adds.</summary>
/// <param name="training">Whether the call trains (dropout is applied, moving statistics are updated) or infers.</param>
[DebuggerDisplay("training: {Training}, {Losses.Count} added losses")]
public sealed class CallContext(bool training = false)
{
    private readonly List<Symbol> losses = [];
    private readonly Dictionary<Symbol, Symbol> masks = [];
    private Dictionary<object, object> kept = new(ReferenceEqualityComparer.Instance);

    /// <summary>Whether the call trains (dropout is applied, moving statistics are updated) or infers.</summary>
    public bool Training { get; private set; } = training;

    /// <summary>The losses that layers added, scalars.</summary>
    public IReadOnlyList<Symbol> Losses => losses;

    /// <summary>Adds a scalar to the loss that training minimizes. In the body of a loop, that of each round counts.</summary>
    /// <param name="loss">The scalar.</param>
    /// <exception cref="ShapeException">The loss is no scalar.</exception>
    public void AddLoss(Symbol loss)
    {
        if (loss.Graph is null || loss.Rank > 0)
        {
            string got = loss.Graph is null ? "no symbol" : loss.Shape.ToString();
            throw new ShapeException($"AddLoss: expected a scalar, got {got}; take the mean with Ops.Mean, or the sum.");
        }

        if (TraceContext.HasCurrent && TraceContext.Current.BodyLosses is { } body)
        {
            body.Add((this, loss));
            return;
        }

        losses.Add(loss);
        if (TraceContext.HasCurrent)
            TraceContext.Current.AddedLosses.Add((TraceContext.Current.Owner, loss));
    }

    /// <summary>Gets the mask of a layer's output, <c>[batch, steps]</c>; null where all steps count.</summary>
    /// <param name="output">The output.</param>
    public Symbol? MaskOf(Symbol output) => masks.TryGetValue(output, out Symbol mask) ? mask : null;

    /// <summary>Sets the mask of a layer's output, <c>[batch, steps]</c>.</summary>
    /// <param name="output">The output.</param>
    /// <param name="mask">The mask, boolean: whether a step counts.</param>
    public void SetMask(Symbol output, Symbol mask) => masks[output] = mask;

    /// <summary>Gives a symbol the mask of another one that it is computed from, unless it has one.</summary>
    /// <param name="from">The symbol with the mask.</param>
    /// <param name="to">The symbol that gets the mask.</param>
    public void CarryMask(Symbol from, Symbol to)
    {
        if (MaskOf(from) is { } mask && MaskOf(to) is null)
            SetMask(to, mask);
    }

    /// <summary>Gets the context for calls in the body of a loop: masks that are set there stay in the body.</summary>
    public CallContext Inside() => new(Training) { kept = kept };

    /// <summary>Keeps something for the calls of a layer until it is forgotten.</summary>
    internal void Keep(object layer, object value) => kept[layer] = value;

    /// <summary>The object kept for the calls of a layer, or null.</summary>
    internal object? Kept(object layer) => kept.GetValueOrDefault(layer);

    /// <summary>Forgets what was kept for a layer.</summary>
    internal void Forget(object layer) => kept.Remove(layer);

    /// <summary>Lets one call have a mode of its own, until the result is disposed.</summary>
    internal Mode Enter(bool? training) => new(this, training);

    /// <summary>The mode of a call.</summary>
    internal readonly struct Mode : IDisposable
    {
        private readonly CallContext context;
        private readonly bool outer;

        public Mode(CallContext context, bool? training)
        {
            (this.context, outer) = (context, context.Training);
            context.Training = training ?? outer;
        }

        public void Dispose() => context.Training = outer;
    }
}
