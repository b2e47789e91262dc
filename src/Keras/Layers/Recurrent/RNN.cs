using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// A recurrent layer: runs a cell over the steps of sequences <c>[batch, steps, …]</c>, passing its states on from step to step. The output
/// is that of the last step, <c>[batch, …]</c>, or of all steps.
/// </summary>
/// <remarks>
/// At masked steps the states do not change, and the output is that of the step before. The initial states are zeros, or those given as
/// the call's <c>initial_state</c>. A stateful layer begins each batch with the last states of the batch before; the batch size must be
/// known, and samples must not be shuffled.
/// </remarks>
[KerasSerializable]
public partial class RNN : Layer
{
    private readonly RNNCell cell;
    private bool returnSequences;
    private bool returnState;
    private bool goBackwards;
    private bool isStateful;
    private bool unroll;
    private bool zeroOutputForMask;
    private Weight[] states = [];
    private bool hasInitialStateList;

    /// <summary>Creates a recurrent layer of one cell.</summary>
    /// <param name="cell">The cell.</param>
    [ConfigConstructor]
    public RNN(RNNCell cell)
    {
        Required.Value("RNN", "a cell", cell);
        this.cell = AddLayer(cell);
    }

    /// <summary>Creates a recurrent layer of stacked cells.</summary>
    /// <param name="cells">The cells, the lowest first.</param>
    /// <exception cref="ArgumentException">There is no cell.</exception>
    public RNN(params IReadOnlyList<RNNCell> cells)
        : this(new StackedRNNCells(cells))
    {
    }

    /// <summary>The cell.</summary>
    [ConfigArgument(Order = 1, Writer = nameof(WriteCell))]
    public RNNCell Cell => cell;

    /// <summary>Whether the outputs of all steps are returned instead of the last one. Default: false.</summary>
    public bool ReturnSequences { get => returnSequences; init => returnSequences = value; }

    /// <summary>Whether the last states are returned in addition to the output. Default: false.</summary>
    public bool ReturnState { get => returnState; init => returnState = value; }

    /// <summary>Whether the sequences are processed backwards. The outputs are in the order of computation, reversed. Default:
    /// false.</summary>
    public bool GoBackwards { get => goBackwards; init => goBackwards = value; }

    /// <summary>Whether each batch begins with the last states of the one before. Default: false.</summary>
    public bool Stateful { get => isStateful; init => isStateful = value; }

    /// <summary>
    /// Whether the loop over the steps is unrolled for custom cells, which needs a known number of steps. The built-in cells have a loop
    /// either way, which computes the same, faster. Default: false.
    /// </summary>
    public bool Unroll { get => unroll; init => unroll = value; }

    /// <summary>Whether the output at masked steps is 0 instead of the previous one. Default: false.</summary>
    public bool ZeroOutputForMask { get => zeroOutputForMask; init => zeroOutputForMask = value; }

    /// <summary>The states that a stateful layer keeps between batches; empty where it is not stateful or not built.</summary>
    public IReadOnlyList<Weight> States => states;

    /// <inheritdoc/>
    protected internal override LayerWorkload Workload => LayerWorkload.Sequence;

    /// <inheritdoc/>
    protected internal override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> CallParameters => ["sequences", "initial_state", "mask", "training"];

    /// <inheritdoc/>
    protected internal override IEnumerable<(string Group, Layer Layer)> SavedLayers =>
        [("cell", cell), .. WithClassNames(SubLayers.Where(l => l != cell))];

    /// <inheritdoc/>
    protected internal override bool? RecordedTraining => false;

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Weight> UnsavedState => states;

    /// <summary>The number of axes of sequences; null for any from 3.</summary>
    private protected virtual int? SequenceRank => null;

    /// <summary>Sets the arguments that <see cref="Bidirectional"/> decides on.</summary>
    internal void ZeroMaskedSequences() => zeroOutputForMask = returnSequences;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        Shape sequences = inputs[0];
        RequireSequences(sequences);
        if (!cell.IsBuilt)
            cell.BuildFor(StepShapes.Of(sequences));
        if (!isStateful || states.Length > 0)
            return;
        if (sequences[0] < 0)
        {
            throw new ShapeException(
                $"{ClassName} '{Name}': a stateful layer needs a known batch size, got {sequences}; give the model's input a batch size: "
                + "new Input(shape, batchSize: 32).");
        }

        states = [.. cell.StateShapes.Select((shape, index) => new Weight(
            "rnn_state", shape.Prepend(sequences[0]), VariableDType,
                Initializer.From((_, dtype, _) => FirstState(index, sequences[0]).Cast(dtype)))
        {
            Path = $"{LayerPath.Of(this)}/rnn_state",
            Trainable = false,
            BeganTrainable = false,
        })];
    }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Shape> BuildShapesOf(CallArguments<Symbol> arguments)
    {
        hasInitialStateList = arguments.Find("initial_state") is CallArgument<Symbol>.Sequence;
        return [.. base.BuildShapesOf(arguments), .. arguments.Tensors("initial_state").Select(s => s.Shape)];
    }

    /// <inheritdoc/>
    protected internal override JsonObject BuildConfig() => RecurrentShapes.Write(BuildInputs, hasInitialStateList);

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Shape> BuildShapesOf(JsonObject envelope)
    {
        (IReadOnlyList<Shape> shapes, hasInitialStateList) = RecurrentShapes.Read(envelope);
        return shapes.Count > 0 ? shapes : base.BuildShapesOf(envelope);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Symbol?> ComputeMask(IReadOnlyList<Symbol> inputs, IReadOnlyList<Symbol?> masks)
    {
        ArgumentNullException.ThrowIfNull(masks);
        return [returnSequences ? masks[0] : null, .. returnState ? cell.StateShapes.Select(_ => (Symbol?)null) : []];
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<KerasTensor?> ComputeMask(IReadOnlyList<KerasTensor> inputs, IReadOnlyList<KerasTensor?> masks)
    {
        ArgumentNullException.ThrowIfNull(masks);
        return [returnSequences ? masks[0] : null];
    }

    /// <summary>Writes the cell.</summary>
    private protected virtual void WriteCell(Config config) => config.Set("cell", cell);

    private void RequireSequences(Shape sequences)
    {
        bool fits = SequenceRank is { } rank ? sequences.Rank == rank : sequences.Rank >= 3;
        if (fits)
            return;
        string expected = SequenceRank is { } axes and > 3 ? $"{axes} axes, [batch, steps, …]" : "sequences [batch, steps, features]";
        string hint = sequences.Rank == 2
            ? "; give each sample a time axis, as Reshape([steps, features]) does"
            : sequences.Rank == SequenceRank + 1 ? "; wrap the layer in TimeDistributed, or merge axes with Reshape" : "";
        throw new ShapeException($"{ClassName} '{Name}': expected {expected}, got {sequences}{hint}.");
    }

    private Symbol FirstState(int index, long batchSize) => cell.GetInitialState(Graph.Current.Constant(batchSize, DType.Int32))[index];
}
