using Keras.Layers;
using TensorFlow;
using Pipeline = Keras.Pipelines.Pipeline;

namespace Keras.Training;

/// <summary>
/// The programs of a compiled model, each written once for what it depends on: not the number of samples. The most recently used ones are
/// kept.
/// </summary>
internal sealed class ModelPrograms(Model model, CompileOptions settings, CompiledMetrics metrics) : IDisposable
{
    private const int Kept = 32;
    private readonly RecentPrograms<Key, StepProgram> programs = new(Kept);
    private readonly Dictionary<LayerStructure, string> indivisible = [];
    private readonly Dictionary<(LayerStructure Structure, Pipeline Pipeline), string> inseparable = [];
    private readonly Dictionary<(LayerStructure Structure, Pipeline Pipeline, bool Trains), string> uncompilable = [];
    private readonly RecentPrograms<(Pipeline Pipeline, Device? Device), StatefulFunction> gathers = new(Kept);

    /// <summary>The steps that the programs are written from.</summary>
    public Steps Steps { get; } = new(model, settings, metrics);

    private enum Form
    {
        OverOrder,
        OverChunk,
        Batch,
    }

    /// <summary>The number of functions written so far.</summary>
    public int Count { get; private set; }

    /// <summary>Refuses a batch whose size the model cannot take, before it runs.</summary>
    public void CheckBatch(int batchRows) => StatefulBatches.Check(model, batchRows);

    /// <summary>Whether XLA compiles the loop over full batches; it is written then, which tells whether XLA can.</summary>
    public bool CompilesLoop(StepSpec job, int batchSize, int chunkBatches) => WithChoice(job, batchSize, (parts, compile) =>
    {
        // Whether a step can be divided or compiled is known for sure once it is written.
        if (compile)
            LoopOverChunk(job, batchSize, chunkBatches, parts, compile);
        else if (parts > 1)
            LoopOverOrder(job, batchSize, parts, prepares: false);
        return compile;
    });

    /// <summary>The loop over full batches, for the ordinary kernels: of samples at some positions.</summary>
    /// <param name="job">The job.</param>
    /// <param name="batchSize">Samples of a batch.</param>
    /// <param name="batches">The number of batches.</param>
    public StatefulFunction LoopOverOrder(StepSpec job, int batchSize, int batches)
    {
        bool prepares = Prepares(job, batches);
        return WithChoice(job, batchSize, (parts, _) => LoopOverOrder(job, batchSize, parts, prepares));
    }

    /// <summary>The loop over the full batches of a chunk.</summary>
    public StatefulFunction LoopOverChunk(StepSpec job, int batchSize, int chunkBatches) =>
        WithChoice(job, batchSize, (parts, compile) => LoopOverChunk(job, batchSize, chunkBatches, parts, compile));

    /// <summary>One batch.</summary>
    /// <param name="job">The job.</param>
    /// <param name="batchRows">Samples of the batch.</param>
    /// <param name="isLast">Whether larger ones came before it: its size then follows from the number of samples, and XLA would compile for
    /// each.</param>
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
    /// Gathers samples of columns in order. For any thread: while a callback evaluates the model, the rows that the training needs next are
    /// gathered.
    /// </summary>
    /// <param name="job">The job, of which the columns are.</param>
    /// <param name="rows">Gathers with the function of such columns.</param>
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

    // The weights of the layers stay while a model is evaluated.
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

    // What a step turns out to be while it is written is known from then on.
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
        // The optimizers' state and weights of layers elsewhere, which only the function tells.
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

    // The step as a function that the loop calls.
    private void WriteWhole(StepSpec job, Symbol[] columns, bool compile)
    {
        using PartFunction step = PartFunction.Trace(job.Name + "_whole", columns, c =>
        {
            WriteInLoop(job, c, compile);
            return [];
        }, compile: compile);
        step.Assign(step.Call(columns).Weights);
    }

    // Ordinary kernels that run often may have parts that XLA compiles for the processor.
    private void WriteInLoop(StepSpec job, Symbol[] columns, bool isCompiled)
    {
        TraceContext.Current.CompilesParts = job.Trains && !isCompiled && settings.JitCompile == JitCompile.Auto
            && Runtime.HasXla && Runtime.Devices.All(d => d.Kind == "CPU");
        Write(job, columns);
    }

    // oneDNN's kernel for the gradient of max pooling needs what its kernel of the pooling leaves. TensorFlow finds such pairs in an order
    // that a loop leaves to chance (EdgeSet, by address), so that every second process took the slow kernels of both.
    private static bool PairsKernels(Model model) => model.Tree().Any(l => l is MaxPooling1D or MaxPooling2D or MaxPooling3D);

    /// <summary>Writes a step on the columns of a batch.</summary>
    public void Write(StepSpec job, Symbol[] columns)
    {
        Steps.Write(job.Trains, job.Batch(columns));
    }

    private sealed record Key(StepSpec StepSpec, int? Rows, int BatchSize, Form Form,
        bool Compiled, Device? Device, LayerStructure Structure, int Parts, bool Prepares = false);
}
