using Keras.Layers;
using Keras.Models;
using Keras.Pipelines;
using TensorFlow;

namespace Keras;

/// <content>Building: the creation of the weights of all layers for the shapes of inputs.</content>
public partial class Model
{
    private LayerStructure? shaped;
    private IReadOnlyList<TensorSpec>? severalInputs;
    private bool isShaping;

    /// <summary>The shape of an input with the batch axis; null before it is known.</summary>
    public Shape? BuildShape { get; private protected set; }

    /// <summary>Creates the weights for inputs of a shape.</summary>
    /// <param name="inputShape">The shape of an input with the batch axis, which may be unknown: <c>[-1, 28, 28]</c>.</param>
    /// <param name="dtype">The type of the inputs. Default: float32.</param>
    /// <exception cref="ShapeException">The layers do not fit the shape or each other.</exception>
    public void BuildModel(Shape inputShape, DType dtype = DType.Float32)
    {
        ThrowIfDisposed();
        Required.Value("BuildModel", "the shape of the inputs", inputShape);
        // Prediction on one thread and training on another may both come first.
        using Usage usage = Enter(UsageKind.Change, "BuildModel", UsageRules.WaitsForRuns);
        if (IsBuilt)
            return;
        // Other inputs may fit where these do not.
        using BuildTransaction building = BuildTransaction.Begin(this);
        using LayerPath path = LayerPath.Enter(this);
        WriteShapes(inputShape, dtype, building);
        BuildShape = inputShape;
        if (!DeferredInitialization.IsActive)
            WeightInitialization.Run([.. State]);
        building.Complete();
    }

    /// <summary>Builds the model for inputs if it is not built yet, or checks that they fit it.</summary>
    internal void EnsureBuilt(IReadOnlyList<TensorSpec> inputs, string operation)
    {
        if (!Tree().Any(l => l.RequiresOrdinaryKernels))
        {
            foreach (TensorSpec input in inputs)
                NumberColumns.RequireInputs(input, operation);
        }

        if (!IsBuilt && inputs.Count == 1)
            BuildModel(inputs[0].Shape, inputs[0].DType);
        else if (!IsBuilt)
            BuildSeveral(inputs);
        if (inputs.Count == 1 && BuildShape is { } expected && !InputRank.Fits(expected, inputs[0].Shape))
            throw new ShapeException($"{operation}: the model '{Name}' was built for inputs of shape {expected}, got {inputs[0].Shape}.");
        if (inputs.Count > 1 && Graph is { } graph)
            RequireFit(graph, inputs, operation);
        if (!HasCurrentShapes)
            Reshape(inputs[0].DType);
    }

    /// <inheritdoc/>
    protected override void Build(Shape input) => BuildShape ??= input;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        if (inputs.Count == 1)
            Build(inputs[0]);
    }

    /// <inheritdoc/>
    private protected override void RefreshShapes()
    {
        // While a function is written, shapes are what it finds.
        if (isShaping || TraceContext.HasCurrent || Usage.IsReading || !IsBuilt || BuildShape is null || HasCurrentShapes)
            return;
        try
        {
            Reshape(InputDType);
        }
        catch (Exception e) when (e is ShapeException or InvalidOperationException)
        {
            // The layers do not fit each other any more, which the next use tells.
            OutputShape = null;
        }
    }

    /// <summary>The type of the inputs, where nothing else tells.</summary>
    private protected virtual DType InputDType => Graph?.Inputs[0].DType ?? DType.Float32;

    private bool HasCurrentShapes => shaped is { } known && known.IsThatOf(this, withTrainable: false);

    // A layer inside was changed by itself: one of a model in this model was taken out, say.
    private void Reshape(DType dtype)
    {
        using Usage usage = Enter(UsageKind.Change, "BuildModel", UsageRules.WaitsForRuns);
        if (HasCurrentShapes || BuildShape is not { } shape)
            return;
        using BuildTransaction building = BuildTransaction.Begin(this);
        Layer[] unbuilt = [.. Tree().Where(l => !l.IsBuilt)];
        WriteShapes(shape, dtype, building);
        if (!DeferredInitialization.IsActive)
            WeightInitialization.Run([.. unbuilt.SelectMany(l => l.State)]);
        building.Complete();
    }

    internal override Action Keep()
    {
        Action undo = base.Keep();
        (Shape? shape, LayerStructure? structure, IReadOnlyList<TensorSpec>? inputs) = (BuildShape, shaped, severalInputs);
        return () =>
        {
            undo();
            (BuildShape, shaped, severalInputs) = (shape, structure, inputs);
        };
    }

    private void WriteShapes(Shape inputShape, DType dtype, BuildTransaction building)
    {
        isShaping = true;
        try
        {
            foreach (Layer layer in Tree())
            {
                building.Keep(layer);
                layer.OutputShape = null;
            }

            BuildLayers(inputShape, dtype);
            shaped = LayerStructure.Of(this);
        }
        finally
        {
            isShaping = false;
        }
    }

    private static void RequireFit(FunctionalGraph graph, IReadOnlyList<TensorSpec> inputs, string operation)
    {
        for (int i = 0; i < inputs.Count; i++)
        {
            if (!InputRank.Fits(graph.Inputs[i].Shape, inputs[i].Shape))
                throw new ShapeException(
                    $"{operation}: expected the input '{graph.InputNames[i]}' to have shape {graph.Inputs[i].Shape}, "
                    + $"got {inputs[i].Shape}.");
        }
    }

    // The layers that the steps use are built when they are written.
    private bool HasStepsAlone => graph is null && HasOwnStep(trains: true) && !HasOwnCall;

    // A model that writes its own computation, of several inputs.
    private void BuildSeveral(IReadOnlyList<TensorSpec> inputs)
    {
        using Usage usage = Enter(UsageKind.Change, "BuildModel", UsageRules.WaitsForRuns);
        if (IsBuilt)
            return;
        if (HasStepsAlone)
        {
            MarkBuilt();
            return;
        }

        using BuildTransaction building = BuildTransaction.Begin(this);
        using LayerPath path = LayerPath.Enter(this);
        using (Graph scratch = new())
        using (TraceContext trace = new(scratch) { IsForShapes = true })
            _ = ApplyAll([.. inputs.Select(i => scratch.Placeholder(i.DType, i.Shape))], new CallContext());
        shaped = LayerStructure.Of(this);
        severalInputs = [.. inputs.Select(i => i with { Shape = i.Shape[1..].Prepend(Shape.UnknownDimension) })];
        if (!DeferredInitialization.IsActive)
            WeightInitialization.Run([.. State]);
        building.Complete();
    }

    /// <summary>Builds the layers for one input.</summary>
    private protected virtual void BuildLayers(Shape inputShape, DType dtype)
    {
        if (HasStepsAlone)
        {
            MarkBuilt();
            return;
        }

        using Graph scratch = new();
        using TraceContext trace = new(scratch) { IsForShapes = true };
        _ = ApplyAll([scratch.Placeholder(dtype, inputShape)], new CallContext());
    }
}
