using TensorFlow;

namespace Keras.Tracing;

/// <summary>
/// A function that is being written. Weights are values here: reading one gives the symbol of its latest value, writing one only replaces
/// that symbol. So order needs no control edges, and gradients flow back to the last assignment. Which weights were touched is known at the
/// end.
/// </summary>
internal sealed class TraceContext : IDisposable
{
    [ThreadStatic]
    private static TraceContext? current;

    private readonly TraceContext? outer = current;
    private readonly Graph.Scope scope;
    private readonly Dictionary<ITracedWeight, Symbol> initial = [];
    private readonly Dictionary<ITracedWeight, Symbol> latest = [];
    private readonly Dictionary<ITracedWeight, List<Symbol>> written = [];
    private readonly List<ITracedWeight> touched = [];

    public TraceContext(Graph graph)
    {
        Graph = graph;
        RowUpdates = new(graph, null);
        graph.ConstantSource = value => HoldsConstants ? null
            : Capture is { } capture ? ReadExact(capture(value)) : Graph.Placeholder(value.DType, value.Shape, "constant");
        scope = graph.Use();
        current = this;
    }

    public static TraceContext Current => current ?? throw new InvalidOperationException(
        "No function is being traced on this thread: a weight is a symbol only inside Call, UpdateState and the like; "
        + "outside use Read and Assign.");

    public static bool HasCurrent => current is not null;

    public Graph Graph { get; }

    /// <summary>The type in which the layer being written computes; floating-point weights are read in it.</summary>
    public DType? ComputeType { get; set; }

    /// <summary>The layer whose computation is being written; null for none.</summary>
    public object? Owner { get; private set; }

    /// <summary>The first layer in the function that XLA cannot compile, for messages; null for none.</summary>
    public string? OrdinaryLayer { get; set; }

    /// <summary>The outputs of layers that XLA cannot compile.</summary>
    public List<Symbol> OrdinaryOutputs { get; } = [];

    /// <summary>The model whose step is being written; null for none.</summary>
    public object? Stepping { get; private set; }

    /// <summary>The losses that layers added, outside of loops.</summary>
    public List<(object? Owner, Symbol Loss)> AddedLosses { get; } = [];

    /// <summary>The losses added in the body of a loop or branch that is being written; null outside of one.</summary>
    public List<(CallContext Context, Symbol Loss)>? BodyLosses { get; set; }

    /// <summary>Whether XLA compiles the function, so that operations that only XLA has may be written.</summary>
    public bool IsCompiled => Graph.IsCompiled;

    /// <summary>Whether XLA may compile parts of the function, which runs often with inputs of these shapes.</summary>
    public bool CompilesParts { get; set; }

    /// <summary>What rectified values were made from.</summary>
    public Dictionary<Symbol, Symbol> Rectified { get; } = [];

    /// <summary>Outputs of convolutions that can take factors into their kernels; null where gradients are wanted.</summary>
    public ScalableOutputs? Scalable { get; init; }

    /// <summary>Whether only shapes and types are asked for, and nothing is computed: when a layer is called on Keras tensors.</summary>
    public bool IsForShapes { get => field || outer is { IsForShapes: true }; init; }

    /// <summary>Which samples of a batch the function computes; null for all.</summary>
    public PartOfBatch? Part { get; init; }

    /// <summary>Gives the symbols of weights' first values; null where they are inputs of the program.</summary>
    public Func<ITracedWeight, Symbol>? Source { get; init; }

    /// <summary>
    /// Gives the weights that hold large arrays, which custom functions captured; null where only shapes are wanted, and nothing
    /// runs.
    /// </summary>
    public Func<Tensor, ITracedWeight>? Capture { get; init; }

    /// <summary>The tables of which single rows were updated.</summary>
    public RowUpdates RowUpdates { get; init; }

    /// <summary>The updates of rows that are written behind the function; null where they are written in it.</summary>
    public DeferredUpdates? Deferred { get; init; }

    /// <summary>Whether large arrays are constants of the function, as in a file, which has no other place for them.</summary>
    public bool HoldsConstants { get; init; }

    /// <summary>The weights read or written, in order of their first use.</summary>
    public IReadOnlyList<ITracedWeight> Touched => touched;

    public Symbol Read(ITracedWeight weight)
    {
        Touch(weight);
        Symbol value = latest[weight];
        return ComputeType is { } type && value.DType.IsFloatingPoint ? value.Cast(type) : value;
    }

    /// <summary>The value of a weight in the type in which it is kept, whatever the layer computes in.</summary>
    public Symbol ReadExact(ITracedWeight weight)
    {
        Touch(weight);
        return latest[weight];
    }

    public void Write(ITracedWeight weight, Symbol value)
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

    /// <summary>Adds to rows of a weight, or subtracts from them.</summary>
    public void WriteRows(ITracedWeight weight, IndexedSlices rows, bool subtracts)
    {
        Symbol before = ReadExact(weight);
        IndexedSlices converted = rows.WithValues(rows.Values.Cast(weight.DType));
        Write(weight, RowUpdates.Write(weight, before, before == initial[weight], converted, subtracts));
    }

    /// <summary>Leaves an update of rows to the function around this one, where that is possible.</summary>
    /// <param name="updated">The weights that it reads and writes.</param>
    /// <param name="given">What it follows from otherwise.</param>
    /// <param name="write">Writes it, from the symbols that stand for the given ones where it is written.</param>
    /// <returns>Whether it is left.</returns>
    public bool TryDefer(IReadOnlyList<ITracedWeight> updated, Symbol[] given, Action<Symbol[]> write)
    {
        if (Deferred is null || updated.Count == 0 || Graph.Current != Graph
            || updated.Any(w => initial.TryGetValue(w, out Symbol first) && latest[w] != first))
            return false;
        Deferred.Add(updated, given, write);
        return true;
    }

    /// <summary>
    /// The symbols that stand for a weight's values, before the program and after each assignment: the gradient by the weight is the sum of
    /// theirs.
    /// </summary>
    public IReadOnlyList<Symbol> Values(ITracedWeight weight) => [Initial(weight), .. written.GetValueOrDefault(weight) ?? []];

    /// <summary>The symbol that stands for a weight's value before the program.</summary>
    public Symbol Initial(ITracedWeight weight)
    {
        Touch(weight);
        return initial[weight];
    }

    public Symbol Latest(ITracedWeight weight) => latest[weight];

    /// <summary>
    /// Defines the symbol of a weight that is not an input of the program: the result of a loop, or a constant, which is not among the
    /// weights touched.
    /// </summary>
    public void Define(ITracedWeight weight, Symbol value, bool isConstant = false)
    {
        initial[weight] = value;
        latest[weight] = value;
        if (!isConstant)
            touched.Add(weight);
    }

    /// <summary>Gives a weight another value for a while: in the body of a loop, the state that stands for it.</summary>
    public void Substitute(ITracedWeight weight, Symbol value) => latest[weight] = value;

    /// <summary>
    /// Ends a body: the weights that were assigned in it, which have their former values again, and the values that it gave them.
    /// </summary>
    /// <param name="before">The values when the body began.</param>
    public IReadOnlyList<(ITracedWeight Weight, Symbol Value)> EndBody(
        IReadOnlyDictionary<ITracedWeight, (Symbol Value, int Written)> before)
    {
        List<(ITracedWeight, Symbol)> assigned = [];
        foreach (ITracedWeight weight in touched)
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

    /// <summary>The current values of the weights, and the number of their assignments.</summary>
    public Dictionary<ITracedWeight, (Symbol Value, int Written)> BeginBody() =>
        latest.ToDictionary(p => p.Key, p => (p.Value, written.TryGetValue(p.Key, out List<Symbol>? values) ? values.Count : 0));

    /// <summary>Begins the step of a model: layers and optimizers that it uses become the model's, until the result is disposed.</summary>
    public Ownership Begin(object? model)
    {
        Ownership ownership = new(this);
        (Stepping, Owner) = (model, model);
        return ownership;
    }

    /// <summary>Begins the computation of a layer, until the result is disposed.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="type">The type in which it computes; null for that of each value.</param>
    public Ownership Enter(object layer, DType? type)
    {
        Ownership ownership = new(this);
        (Owner, ComputeType) = (layer, type);
        return ownership;
    }

    public void Dispose()
    {
        scope.Dispose();
        current = outer;
    }

    private void Touch(ITracedWeight weight)
    {
        Deferred?.Check(weight);
        if (initial.ContainsKey(weight))
            return;
        Symbol value = Source?.Invoke(weight) ?? Graph.Placeholder(weight.DType, weight.Shape, "weight");
        initial[weight] = value;
        latest[weight] = value;
        touched.Add(weight);
    }

    /// <summary>The time of a step or of a layer's computation.</summary>
    internal readonly struct Ownership(TraceContext trace) : IDisposable
    {
        private readonly (object? Stepping, object? Owner, DType? ComputeType) outer = (trace.Stepping, trace.Owner, trace.ComputeType);

        public void Dispose() => (trace.Stepping, trace.Owner, trace.ComputeType) = outer;
    }
}
