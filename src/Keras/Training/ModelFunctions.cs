using Keras.Layers;
using TensorFlow;
using Pipeline = Keras.Pipelines.Pipeline;

namespace Keras.Training;

/// <summary>
/// The functions of a compiled model (Keras's <c>train_function</c> and <c>test_function</c>), cached by the types and shapes of the
/// columns, the batch size, the device and the model's structure, but not by the number of samples. The most recently used ones are kept.
/// </summary>
internal sealed class ModelFunctions(Model model, CompileOptions settings, CompiledMetrics metrics) : IDisposable
{
    private const int Kept = 32;
    private readonly RecentFunctions<Key, StepFunction> functions = new(Kept);
    private readonly Dictionary<LayerStructure, string> indivisible = [];
    private readonly Dictionary<(LayerStructure Structure, Pipeline Pipeline), string> inseparable = [];
    private readonly Dictionary<(LayerStructure Structure, Pipeline Pipeline, bool Trains), string> uncompilable = [];
    private readonly Dictionary<(LayerStructure Structure, Pipeline Pipeline), string> unfused = [];
    private readonly RecentFunctions<(Pipeline Pipeline, Device? Device), StatefulFunction> gathers = new(Kept);

    /// <summary>The steps of the functions.</summary>
    public Steps Steps { get; } = new(model, settings, metrics);

    private enum Form
    {
        OverOrder,
        OverChunk,
        Batch,
    }

    /// <summary>The number of functions written so far.</summary>
    public int Count { get; private set; }

    /// <summary>Checks, before a batch runs, that the model can take its size.</summary>
    public void CheckBatch(int batchRows) => StatefulBatches.Check(model, batchRows);

    /// <summary>Whether XLA compiles the loop over full batches. The loop is written, because that shows whether XLA can compile
    /// it.</summary>
    public bool CompilesLoop(StepSpec spec, int batchSize, int chunkBatches) => WithChoice(spec, batchSize, form =>
    {
        // Only writing a step shows whether it can be divided or compiled.
        if (form.IsCompiled)
            LoopOverChunk(spec, batchSize, chunkBatches, form);
        else if (form.Parts > 1)
            LoopOverOrder(spec, batchSize, form, prepares: false);
        return form.IsCompiled;
    });

    /// <summary>The loop over full batches for the ordinary kernels, which gathers samples by their positions.</summary>
    /// <param name="spec">The step.</param>
    /// <param name="batchSize">The number of samples in a batch.</param>
    /// <param name="batches">The number of batches.</param>
    public StatefulFunction LoopOverOrder(StepSpec spec, int batchSize, int batches)
    {
        bool prepares = Prepares(spec, batches);
        return WithChoice(spec, batchSize, form => LoopOverOrder(spec, batchSize, form, prepares));
    }

    /// <summary>The loop over the full batches of a chunk.</summary>
    public StatefulFunction LoopOverChunk(StepSpec spec, int batchSize, int chunkBatches) =>
        WithChoice(spec, batchSize, form => LoopOverChunk(spec, batchSize, chunkBatches, form));

    /// <summary>The function of a single batch.</summary>
    /// <param name="spec">The step.</param>
    /// <param name="batchRows">The number of samples in the batch.</param>
    /// <param name="isLast">Whether it is a partial batch after larger ones, for whose size XLA would have to compile again.</param>
    public StatefulFunction Batch(StepSpec spec, int batchRows, bool isLast)
    {
        if (isLast)
            return SingleBatch(spec, batchRows, new(false, "a last, smaller batch"));
        try
        {
            return SingleBatch(spec, batchRows, ChooseBatch(spec, batchRows));
        }
        catch (InseparableStepException e)
        {
            inseparable[(model.CurrentStructure, spec.Pipeline)] = e.Message;
            return SingleBatch(spec, batchRows, ChooseBatch(spec, batchRows));
        }
    }

    /// <summary>
    /// Gathers samples from columns by their positions. Thread-safe: while a callback evaluates the model, the samples that training needs
    /// next are gathered.
    /// </summary>
    /// <param name="spec">The step whose columns are gathered.</param>
    /// <param name="rows">Calls the function.</param>
    public DeviceTensors Gather(StepSpec spec, Func<StatefulFunction, DeviceTensors> rows)
    {
        (Pipeline, Device?) key = (spec.Pipeline, DeviceScope.Current);
        lock (gathers)
        {
            if (!gathers.TryGet(key, out StatefulFunction? gather))
                gathers.Add(key, gather = RowGather.Create(Columns(spec, null)));
            return rows(gather);
        }
    }

    public void Dispose()
    {
        functions.Dispose();
        gathers.Dispose();
    }

    public static TensorSpec[] Columns(StepSpec spec, int? rows) => spec.Pipeline.Columns(rows ?? Shape.UnknownDimension);

    private StatefulFunction LoopOverOrder(StepSpec spec, int batchSize, StepForm form, bool prepares)
    {
        form = form with { IsCompiled = false };
        return Get(
            new(spec, null, batchSize, Form.OverOrder, form, DeviceScope.Current, model.CurrentStructure, prepares),
            () => LoopFunction.OverOrder(spec.Name, Columns(spec, null), batchSize,
                c => WriteLoop(spec, c, form), () => Results(spec), new() { Optimize = true }, prepares && form.Parts == 0, form.Unrolled));
    }

    private StatefulFunction LoopOverChunk(StepSpec spec, int batchSize, int chunkBatches, StepForm form)
    {
        bool compile = form.IsCompiled;
        int? rows = compile ? checked(batchSize * chunkBatches) : null;
        bool prepares = !compile && form.Parts == 0 && Prepares(spec, chunkBatches);
        return Get(
            new(spec, rows, batchSize, Form.OverChunk, form, DeviceScope.Current, model.CurrentStructure, prepares),
            () => LoopFunction.OverChunk(
                spec.Name, Columns(spec, rows), batchSize,
                c => WriteLoop(spec, c, form), () => Results(spec),
                new() { Compile = compile, Optimize = !compile }, prepares, form.Unrolled));
    }

    // Evaluation does not change the weights of layers.
    private bool Prepares(StepSpec spec, int batches) => !spec.Trains && WeightPreparation.IsWorthwhile(model, batches);

    private StatefulFunction SingleBatch(StepSpec spec, int batchRows, Compilation choice)
    {
        int? rows = choice.IsCompiled ? batchRows : null;
        bool compile = choice is { IsCompiled: true, OrdinaryPart: null };
        int parts = choice.OrdinaryPart is null ? 0 : 1;
        return Get(
            new(spec, rows, 0, Form.Batch, new(parts, compile, IsFused: false), DeviceScope.Current, model.CurrentStructure),
            () => BatchFunction.Create(spec.Name, Columns(spec, rows), Step, () => Results(spec),
                new() { Compile = compile, Optimize = !compile }));

        void Step(Symbol[] columns)
        {
            if (parts == 1)
                WriteWhole(spec, columns, compile: true);
            else
                WriteAlone(columns);
        }

        void WriteAlone(Symbol[] columns)
        {
            TraceContext.Current.Graph.IsOptimized = !compile;
            Write(spec, columns);
        }
    }

    private Compilation ChooseLoop(StepSpec spec, int batchSize) => Note(spec, Compilation.Choose(
        settings.JitCompile,
        model,
        batchSize,
        () => indivisible.TryGetValue(model.CurrentStructure, out string? reason) ? reason : StepDivision.WhyNot(model, settings),
        spec.Pipeline.OrdinaryPart,
        WhyInseparable(spec),
        uncompilable.GetValueOrDefault((model.CurrentStructure, spec.Pipeline, spec.Trains)),
        () => unfused.GetValueOrDefault((model.CurrentStructure, spec.Pipeline)) ?? FusedStep.WhyNot(model)));

    private bool CompilesLoop(StepSpec spec, Compilation choice) =>
        choice is { IsCompiled: true, CompilesLoop: true } && (spec.Trains || settings.JitCompile == JitCompile.On);

    private void LeaveToOrdinaryKernels(StepSpec spec, UncompilableException e) =>
        uncompilable[(model.CurrentStructure, spec.Pipeline, spec.Trains)] = e.Operation;

    private string? WhyInseparable(StepSpec spec) => inseparable.GetValueOrDefault((model.CurrentStructure, spec.Pipeline));

    // Why a step cannot be divided, separated or compiled shows while it is written, and is remembered.
    private T WithChoice<T>(StepSpec spec, int batchSize, Func<StepForm, T> get)
    {
        while (true)
        {
            Compilation choice = ChooseLoop(spec, batchSize);
            try
            {
                return get(new(
                    spec.Trains || settings.JitCompile == JitCompile.On ? choice.Parts : 0, CompilesLoop(spec, choice),
                    spec.Trains && choice.IsFused));
            }
            catch (UnfusedOperationException e)
            {
                unfused[(model.CurrentStructure, spec.Pipeline)] = e.Message;
            }
            catch (UnimplementedException e) when (choice.IsFused)
            {
                // Fused operations have first gradients only.
                unfused[(model.CurrentStructure, spec.Pipeline)] = e.Message;
            }
            catch (IndivisibleStepException e)
            {
                indivisible[model.CurrentStructure] = e.Message;
            }
            catch (InseparableStepException e)
            {
                inseparable[(model.CurrentStructure, spec.Pipeline)] = e.Message;
            }
            catch (UncompilableException e) when (settings.JitCompile == JitCompile.Auto && choice.IsCompiled)
            {
                LeaveToOrdinaryKernels(spec, e);
            }
        }
    }

    private Compilation ChooseBatch(StepSpec spec, int rows) => Note(spec, settings.JitCompile == JitCompile.Auto && Runtime.HasXla
        ? new(false, "Auto: a single batch, for which compilation takes longer than it saves")
        : Compilation.Choose(
            settings.JitCompile, model, rows, ordinaryPart: spec.Pipeline.OrdinaryPart, inseparable: WhyInseparable(spec)));

    private Compilation Note(StepSpec spec, Compilation compilation)
    {
        if (spec.Trains)
            model.Compilation = compilation;
        return compilation;
    }

    private StatefulFunction Get(Key key, Func<StatefulFunction> write)
    {
        if (!functions.TryGet(key, out StepFunction? function))
        {
            function = new(write(), metrics.LogsOf(key.StepSpec.Trains));
            Count++;
            functions.Add(key, function);
        }

        metrics.Report(key.StepSpec.Trains, function.Logs);
        // Only the function knows the optimizers' state and the weights of layers outside the model.
        Usage.CurrentRun?.Cover(function.Function, function.Function.Weights);
        return function.Function;
    }

    private Symbol[] Results(StepSpec spec) => metrics.LogsOf(spec.Trains).Results();

    private void WriteLoop(StepSpec spec, Symbol[] columns, StepForm form)
    {
        if (form.Parts > 1)
            new DividedStep(model, Steps, spec, form).Write(columns);
        else if (form.Parts == 1)
            WriteWhole(spec, columns, compile: true);
        else if (!form.IsCompiled && spec.Trains && PairsKernels(model))
            WriteWhole(spec, columns, compile: false);
        else
            WriteInLoop(spec, columns, form.IsCompiled);
    }

    // Writes the step as a function that the loop calls.
    private void WriteWhole(StepSpec spec, Symbol[] columns, bool compile)
    {
        using PartFunction step = PartFunction.Trace(spec.Name + "_whole", columns, c =>
        {
            WriteInLoop(spec, c, compile);
            return [];
        }, compile: compile);
        step.Assign(step.Call(columns).Weights);
    }

    // In a loop of ordinary kernels, XLA may compile parts of the step for the processor.
    private void WriteInLoop(StepSpec spec, Symbol[] columns, bool isCompiled)
    {
        TraceContext.Current.Graph.IsOptimized = !isCompiled;
        TraceContext.Current.CompilesParts = spec.Trains && !isCompiled && settings.JitCompile == JitCompile.Auto
            && Runtime.HasXla && Runtime.Devices.All(d => d.Kind == "CPU");
        Write(spec, columns);
    }

    // oneDNN's kernel for the gradient of max pooling needs the workspace of its forward kernel. Within a loop, TensorFlow's search for
    // such pairs depends on addresses (EdgeSet), so that every second process ran the slow kernels of both.
    private static bool PairsKernels(Model model) => model.Tree().Any(l => l is MaxPooling1D or MaxPooling2D or MaxPooling3D);

    /// <summary>Writes a step on the columns of a batch.</summary>
    public void Write(StepSpec spec, Symbol[] columns)
    {
        Steps.Write(spec.Trains, spec.Batch(columns));
    }

    private sealed record Key(StepSpec StepSpec, int? Rows, int BatchSize, Form Form,
        StepForm StepForm, Device? Device, LayerStructure Structure, bool Prepares = false);
}
