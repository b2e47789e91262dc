using Keras.Layers;
using TensorFlow;

namespace Keras;

/// <summary>The programs of a compiled model, each written once for its data's shapes and kept.</summary>
internal sealed class ModelPrograms(Model model, CompileSettings settings, TrackedMetrics metrics) : IDisposable
{
    private readonly Dictionary<Key, StatefulFunction> programs = [];
    private readonly Steps steps = new(model, settings, metrics);

    /// <summary>How many programs were written so far.</summary>
    public int Count => programs.Count;

    /// <summary>The loop over the full batches of rows held in a tensor.</summary>
    public StatefulFunction Loop(Job job, long rows, long orderLength, int batchSize)
    {
        Compilation compilation = Compilation.Choose(settings.JitCompile, model, batchSize);
        bool compile = compilation.IsCompiled && (job.Trains || settings.JitCompile == JitCompile.On);
        if (job.Trains)
            model.Compilation = compilation;
        return Get(
            new(job, rows, orderLength, batchSize, true, compile, DeviceScope.Current, model.CurrentStructure),
            () => LoopProgram.Create(job.Name, job.Pipeline.Columns(rows), orderLength, batchSize, c => Write(job, c), metrics.Results, compile));
    }

    /// <summary>One batch: the last rows in the order.</summary>
    public StatefulFunction Batch(Job job, long rows, long orderLength, int batchRows)
    {
        // A single step gains little from compilation and would compile for each size; only where it is asked for is it done.
        bool compile = settings.JitCompile == JitCompile.On && Compilation.Choose(settings.JitCompile, model, batchRows).IsCompiled;
        return Get(
            new(job, rows, orderLength, batchRows, false, compile, DeviceScope.Current, model.CurrentStructure),
            () => BatchProgram.Create(job.Name, job.Pipeline.Columns(rows), orderLength, batchRows, c => Write(job, c), metrics.Results, compile));
    }

    public void Dispose()
    {
        foreach (StatefulFunction program in programs.Values)
            program.Dispose();
        programs.Clear();
    }

    private StatefulFunction Get(Key key, Func<StatefulFunction> write)
    {
        if (!programs.TryGetValue(key, out StatefulFunction? program))
            programs[key] = program = write();
        // The optimizers' state and weights of layers elsewhere, which only the function tells.
        Usage.CurrentRun?.Cover(program, program.Weights);
        return program;
    }

    private void Write(Job job, Symbol[] columns)
    {
        (Symbol x, Symbol? y, Symbol? sampleWeight) = job.Pipeline.Apply(columns);
        Symbol target = y ?? throw new InvalidOperationException("Training and evaluation need targets, got inputs alone.");
        if (job.ClassWeight is { Count: > 0 } classWeight)
            sampleWeight = ClassWeights.Of(target, classWeight);
        if (job.Trains)
            steps.Train(x, target, sampleWeight);
        else
            steps.Evaluate(x, target, sampleWeight);
    }

    private sealed record Key(Job Job, long Rows, long OrderLength, int BatchSize, bool Loops, bool Compiled, Device? Device, LayerStructure Structure);
}
