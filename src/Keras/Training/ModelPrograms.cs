using Keras.Layers;
using TensorFlow;
using Pipeline = Keras.Pipelines.Pipeline;

namespace Keras.Training;

/// <summary>
/// The functions of a compiled model (Keras's <c>train_function</c> and <c>test_function</c>), cached by the types and shapes of the
/// columns, the batch size, the device and the model's structure, but not by the number of samples. The most recently used ones are kept.
/// </summary>
internal sealed class ModelPrograms(Model model, CompileOptions settings, CompiledMetrics metrics) : IDisposable
{
    private const int Kept = 32;
    private readonly RecentPrograms<Key, StepProgram> programs = new(Kept);
    private readonly Dictionary<LayerStructure, string> indivisible = [];
    private readonly Dictionary<(LayerStructure Structure, Pipeline Pipeline), string> inseparable = [];
    private readonly Dictionary<(LayerStructure Structure, Pipeline Pipeline, bool Trains), string> uncompilable = [];
    private readonly RecentPrograms<(Pipeline Pipeline, Device? Device), StatefulFunction> gathers = new(Kept);

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
    public bool CompilesLoop(StepSpec job, int batchSize, int chunkBatches) => WithChoice(job, batchSize, (parts, compile) =>
    {
        // Only writing a step shows whether it can be divided or compiled.
        if (compile)
            LoopOverChunk(job, batchSize, chunkBatches, parts, compile);
        else if (parts > 1)
            LoopOverOrder(job, batchSize, parts, prepares: false);
        return compile;
    });

    /// <summary>The loop over full batches for the ordinary kernels, which gathers samples by their positions.</summary>
    /// <param name="job">The step.</param>
    /// <param name="batchSize">The number of samples in a batch.</param>
    /// <param name="batches">The number of batches.</param>
    public StatefulFunction LoopOverOrder(StepSpec job, int batchSize, int batches)
    {
        bool prepares = Prepares(job, batches);
        return WithChoice(job, batchSize, (parts, _) => LoopOverOrder(job, batchSize, parts, prepares));
    }

    /// <summary>The loop over the full batches of a chunk.</summary>
    public StatefulFunction LoopOverChunk(StepSpec job, int batchSize, int chunkBatches) =>
        WithChoice(job, batchSize, (parts, compile) => LoopOverChunk(job, batchSize, chunkBatches, parts, compile));

    /// <summary>The function of a single batch.</summary>
    /// <param name="job">The step.</param>
    /// <param name="batchRows">The number of samples in the batch.</param>
    /// <param name="isLast">Whether it is a partial batch after larger ones, for whose size XLA would have to compile again.</param>
    public StatefulFunction Batch(StepSpec job, int batchRows, bool isLast)
    {
        if (isLast)
            return SingleBatch(job, batchRows, new(false, "a last, smaller batch"));
        try
        {
            return SingleBatch(job, batchRows, ChooseBatch(job, batchRows));
        }
        catch (InseparableStepException e)
        {
            inseparable[(model.CurrentStructure, job.Pipeline)] = e.Message;
            return SingleBatch(job, batchRows, ChooseBatch(job, batchRows));
        }
    }

    /// <summary>
    /// Gathers samples from columns by their positions. Thread-safe: while a callback evaluates the model, the samples that training needs
    /// next are gathered.
    /// </summary>
    /// <param name="job">The step whose columns are gathered.</param>
    /// <param name="rows">Calls the function.</param>
    public DeviceTensors Gather(StepSpec job, Func<StatefulFunction, DeviceTensors> rows)
    {
        (Pipeline, Device?) key = (job.Pipeline, DeviceScope.Current);
        lock (gathers)
        {
            if (!gathers.TryGet(key, out StatefulFunction? gather))
                gathers.Add(key, gather = RowGather.Create(Columns(job, null)));
            return rows(gather);
        }
    }

    public void Dispose()
    {
        programs.Dispose();
        gathers.Dispose();
    }

    public static TensorSpec[] Columns(StepSpec job, int? rows) => job.Pipeline.Columns(rows ?? Shape.UnknownDimension);

    private StatefulFunction LoopOverOrder(StepSpec job, int batchSize, int parts, bool prepares) => Get(
        new(job, null, batchSize, Form.OverOrder, false, DeviceScope.Current, model.CurrentStructure, parts, prepares),
        () => LoopProgram.OverOrder(job.Name, Columns(job, null), batchSize,
            c => WriteLoop(job, c, parts, isCompiled: false), () => Results(job), new() { Optimize = true }, prepares && parts == 0));

    private StatefulFunction LoopOverChunk(StepSpec job, int batchSize, int chunkBatches, int parts, bool compile)
    {
        int? rows = compile ? checked(batchSize * chunkBatches) : null;
        bool prepares = !compile && parts == 0 && Prepares(job, chunkBatches);
        return Get(
            new(job, rows, batchSize, Form.OverChunk, compile, DeviceScope.Current, model.CurrentStructure, parts, prepares),
            () => LoopProgram.OverChunk(
                job.Name, Columns(job, rows), batchSize,
                c => WriteLoop(job, c, parts, compile), () => Results(job),
                new() { Compile = compile, Optimize = !compile }, prepares));
    }

    // Evaluation does not change the weights of layers.
    private bool Prepares(StepSpec job, int batches) => !job.Trains && WeightPreparation.IsWorthwhile(model, batches);

    private StatefulFunction SingleBatch(StepSpec job, int batchRows, Compilation choice)
    {
        int? rows = choice.IsCompiled ? batchRows : null;
        bool compile = choice is { IsCompiled: true, OrdinaryPart: null };
        int parts = choice.OrdinaryPart is null ? 0 : 1;
        return Get(
            new(job, rows, 0, Form.Batch, compile, DeviceScope.Current, model.CurrentStructure, parts),
            () => BatchProgram.Create(job.Name, Columns(job, rows), Step, () => Results(job),
                new() { Compile = compile, Optimize = !compile }));

        void Step(Symbol[] columns)
        {
            if (parts == 1)
                WriteWhole(job, columns, compile: true);
            else
                Write(job, columns);
        }
    }

    private Compilation ChooseLoop(StepSpec job, int batchSize) => Note(job, Compilation.Choose(
        settings.JitCompile,
        model,
        batchSize,
        () => indivisible.TryGetValue(model.CurrentStructure, out string? reason) ? reason : StepDivision.WhyNot(model, settings),
        job.Pipeline.OrdinaryPart,
        WhyInseparable(job),
        uncompilable.GetValueOrDefault((model.CurrentStructure, job.Pipeline, job.Trains))));

    private bool CompilesLoop(StepSpec job, Compilation choice) =>
        choice is { IsCompiled: true, CompilesLoop: true } && (job.Trains || settings.JitCompile == JitCompile.On);

    private void LeaveToOrdinaryKernels(StepSpec job, UncompilableException e) =>
        uncompilable[(model.CurrentStructure, job.Pipeline, job.Trains)] = e.Operation;

    private string? WhyInseparable(StepSpec job) => inseparable.GetValueOrDefault((model.CurrentStructure, job.Pipeline));

    // Why a step cannot be divided, separated or compiled shows while it is written, and is remembered.
    private T WithChoice<T>(StepSpec job, int batchSize, Func<int, bool, T> get)
    {
        while (true)
        {
            Compilation choice = ChooseLoop(job, batchSize);
            try
            {
                return get(job.Trains || settings.JitCompile == JitCompile.On ? choice.Parts : 0, CompilesLoop(job, choice));
            }
            catch (IndivisibleStepException e)
            {
                indivisible[model.CurrentStructure] = e.Message;
            }
            catch (InseparableStepException e)
            {
                inseparable[(model.CurrentStructure, job.Pipeline)] = e.Message;
            }
            catch (UncompilableException e) when (settings.JitCompile == JitCompile.Auto && choice.IsCompiled)
            {
                LeaveToOrdinaryKernels(job, e);
            }
        }
    }

    private Compilation ChooseBatch(StepSpec job, int rows) => Note(job, settings.JitCompile == JitCompile.Auto && Runtime.HasXla
        ? new(false, "Auto: a single batch, for which compilation takes longer than it saves")
        : Compilation.Choose(
            settings.JitCompile, model, rows, ordinaryPart: job.Pipeline.OrdinaryPart, inseparable: WhyInseparable(job)));

    private Compilation Note(StepSpec job, Compilation compilation)
    {
        if (job.Trains)
            model.Compilation = compilation;
        return compilation;
    }

    private StatefulFunction Get(Key key, Func<StatefulFunction> write)
    {
        if (!programs.TryGet(key, out StepProgram? program))
        {
            program = new(write(), metrics.LogsOf(key.StepSpec.Trains));
            Count++;
            programs.Add(key, program);
        }

        metrics.Report(key.StepSpec.Trains, program.Logs);
        // Only the function knows the optimizers' state and the weights of layers outside the model.
        Usage.CurrentRun?.Cover(program.Function, program.Function.Weights);
        return program.Function;
    }

    private Symbol[] Results(StepSpec job) => metrics.LogsOf(job.Trains).Results();

    private void WriteLoop(StepSpec job, Symbol[] columns, int parts, bool isCompiled)
    {
        if (parts > 1)
            new DividedStep(model, Steps, job, parts).Write(columns);
        else if (parts == 1)
            WriteWhole(job, columns, compile: true);
        else if (!isCompiled && job.Trains && PairsKernels(model))
            WriteWhole(job, columns, compile: false);
        else
            WriteInLoop(job, columns, isCompiled);
    }

    // Writes the step as a function that the loop calls.
    private void WriteWhole(StepSpec job, Symbol[] columns, bool compile)
    {
        using PartFunction step = PartFunction.Trace(job.Name + "_whole", columns, c =>
        {
            WriteInLoop(job, c, compile);
            return [];
        }, compile: compile);
        step.Assign(step.Call(columns).Weights);
    }

    // In a loop of ordinary kernels, XLA may compile parts of the step for the processor.
    private void WriteInLoop(StepSpec job, Symbol[] columns, bool isCompiled)
    {
        TraceContext.Current.CompilesParts = job.Trains && !isCompiled && settings.JitCompile == JitCompile.Auto
            && Runtime.HasXla && Runtime.Devices.All(d => d.Kind == "CPU");
        Write(job, columns);
    }

    // oneDNN's kernel for the gradient of max pooling needs the workspace of its forward kernel. Within a loop, TensorFlow's search for
    // such pairs depends on addresses (EdgeSet), so that every second process ran the slow kernels of both.
    private static bool PairsKernels(Model model) => model.Tree().Any(l => l is MaxPooling1D or MaxPooling2D or MaxPooling3D);

    /// <summary>Writes a step on the columns of a batch.</summary>
    public void Write(StepSpec job, Symbol[] columns)
    {
        Steps.Write(job.Trains, job.Batch(columns));
    }

    private sealed record Key(StepSpec StepSpec, int? Rows, int BatchSize, Form Form,
        bool Compiled, Device? Device, LayerStructure Structure, int Parts, bool Prepares = false);
}
