using TensorFlow;

namespace Keras;

/// <summary>
/// A program that is being written. Weights are values here: reading one gives the symbol of its latest value, writing one only replaces
/// that symbol. So
/// order needs no control edges, and gradients flow back to the last assignment. Which weights were touched is known at the end.
/// </summary>
internal sealed class Trace : IDisposable
{
    [ThreadStatic]
    private static Trace? current;

    private readonly Trace? outer = current;
    private readonly Graph.Scope scope;
    private readonly Dictionary<Weight, Symbol> initial = [];
    private readonly Dictionary<Weight, Symbol> latest = [];
    private readonly Dictionary<Weight, List<Symbol>> written = [];
    private readonly List<Weight> touched = [];

    public Trace(Graph graph)
    {
        Graph = graph;
        scope = graph.Use();
        current = this;
    }

    public static Trace Current => current ?? throw new InvalidOperationException(
        "No program is being written on this thread: a weight stands for a symbol only inside Call, UpdateState and the like; "
        + "outside use Read and Assign.");

    public static bool HasCurrent => current is not null;

    public Graph Graph { get; }

    /// <summary>The type in which the layer being written computes; floating-point weights are read in it.</summary>
    public DType? ComputeType { get; set; }

    /// <summary>The layer whose computation is being written; null for none.</summary>
    public Layer? Owner { get; set; }

    /// <summary>The model whose step is being written; null for none.</summary>
    public Model? Stepping { get; private set; }

    /// <summary>The losses that layers added, outside of loops.</summary>
    public List<(Layer? Owner, Symbol Loss)> AddedLosses { get; } = [];

    /// <summary>The losses added in the body of a loop or branch that is being written; null outside of one.</summary>
    public List<(CallContext Context, Symbol Loss)>? BodyLosses { get; set; }

    /// <summary>Which samples of a batch the function computes; null for all.</summary>
    public PartOfBatch? Part { get; init; }

    /// <summary>Gives the symbols of weights' first values; null where they are inputs of the program.</summary>
    public Func<Weight, Symbol>? Source { get; init; }

    /// <summary>The weights read or written, in order of their first use.</summary>
    public IReadOnlyList<Weight> Touched => touched;

    public Symbol Read(Weight weight)
    {
        Touch(weight);
        Symbol value = latest[weight];
        return ComputeType is { } type && value.DType.IsFloatingPoint ? value.Cast(type) : value;
    }

    /// <summary>The value of a weight in the type in which it is kept, whatever the layer computes in.</summary>
    public Symbol ReadExact(Weight weight)
    {
        Touch(weight);
        return latest[weight];
    }

    public void Write(Weight weight, Symbol value)
    {
        Touch(weight);
        Symbol converted = value.Cast(weight.DType);
        if (!converted.Shape.IsCompatibleWith(weight.Shape))
            throw new ShapeException($"Weight '{weight.Path}': expected a value of shape {weight.Shape}, got {converted.Shape}.");
        // Keras's variables cut here: what is computed from the new value is not differentiated through the update that made it.
        if (converted.DType.IsFloatingPoint)
            (written.TryGetValue(weight, out List<Symbol>? values) ? values : written[weight] = [])
                .Add(converted = Gradients.StopGradient(converted));
        latest[weight] = converted;
    }

    /// <summary>
    /// The symbols that stand for a weight's values, before the program and after each assignment: the gradient by the weight is the sum
    /// of theirs.
    /// </summary>
    public IReadOnlyList<Symbol> Values(Weight weight) => [Initial(weight), .. written.GetValueOrDefault(weight) ?? []];

    /// <summary>The symbol that stands for a weight's value before the program.</summary>
    public Symbol Initial(Weight weight)
    {
        Touch(weight);
        return initial[weight];
    }

    public Symbol Latest(Weight weight) => latest[weight];

    /// <summary>
    /// Says what a weight's value is, where it is not an input: after a loop, or a constant, which is then no weight of the program at
    /// all.
    /// </summary>
    public void Define(Weight weight, Symbol value, bool isConstant = false)
    {
        initial[weight] = value;
        latest[weight] = value;
        if (!isConstant)
            touched.Add(weight);
    }

    /// <summary>Gives a weight another value for a while: in the body of a loop, the state that stands for it.</summary>
    public void Substitute(Weight weight, Symbol value) => latest[weight] = value;

    /// <summary>
    /// Ends a body: the weights that were assigned in it, which have their former values again, and the values that it gave them.
    /// </summary>
    /// <param name="before">The values when the body began.</param>
    public IReadOnlyList<(Weight Weight, Symbol Value)> EndBody(IReadOnlyDictionary<Weight, (Symbol Value, int Written)> before)
    {
        List<(Weight, Symbol)> assigned = [];
        foreach (Weight weight in touched)
        {
            (Symbol value, int count) = before.TryGetValue(weight, out (Symbol Value, int Written) known) ? known : (initial[weight], 0);
            if (latest[weight] == value)
                continue;
            assigned.Add((weight, latest[weight]));
            latest[weight] = value;
            if (written.TryGetValue(weight, out List<Symbol>? values))
                values.RemoveRange(count, values.Count - count);
        }

        return assigned;
    }

    /// <summary>The values that weights have now, and how often they were assigned.</summary>
    public Dictionary<Weight, (Symbol Value, int Written)> BeginBody() =>
        latest.ToDictionary(p => p.Key, p => (p.Value, written.TryGetValue(p.Key, out List<Symbol>? values) ? values.Count : 0));

    /// <summary>Begins the step of a model: layers and optimizers that it uses become the model's, until the result is disposed.</summary>
    public Ownership Begin(Model? model) => new(this, model);

    public void Dispose()
    {
        scope.Dispose();
        current = outer;
    }

    private void Touch(Weight weight)
    {
        if (initial.ContainsKey(weight))
            return;
        Symbol value = Source?.Invoke(weight) ?? Graph.Placeholder(weight.DType, weight.Shape, "weight");
        initial[weight] = value;
        latest[weight] = value;
        touched.Add(weight);
    }

    /// <summary>The time of a step.</summary>
    internal readonly struct Ownership : IDisposable
    {
        private readonly Trace trace;
        private readonly Model? outer;
        private readonly Layer? outerOwner;

        public Ownership(Trace trace, Model? model)
        {
            (this.trace, outer, outerOwner) = (trace, trace.Stepping, trace.Owner);
            (trace.Stepping, trace.Owner) = (model, model);
        }

        public void Dispose() => (trace.Stepping, trace.Owner) = (outer, outerOwner);
    }
}
