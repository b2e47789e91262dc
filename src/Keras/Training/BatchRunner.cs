using TensorFlow;

namespace Keras.Training;

/// <summary>Runs the programs of a job over the samples of an epoch, a few batches a call.</summary>
internal abstract class BatchRunner(ModelPrograms programs, StepSpec job) : IDisposable
{
    private float[] results = [];

    /// <summary>The batches of an epoch; null while that is not known.</summary>
    public abstract int? Steps { get; }

    /// <summary>Samples per batch; null for a stream, which has its own batches.</summary>
    public virtual int? BatchSize => null;

    /// <summary>The number of batches after which an epoch ends; null for the end of the data.</summary>
    public int? StepsPerEpoch { get; init; }

    /// <summary>Whether each epoch of so many batches begins with the first, rather than where the last one ended.</summary>
    public bool BeginsAnew { get; init; }

    /// <summary>The batch with which the next epoch begins, where epochs do not use all data; 0 where the data begin anew.</summary>
    public virtual int Start => 0;

    /// <summary>Whether the data ended before the epoch did.</summary>
    public bool RanOut { get; protected set; }

    /// <summary>The results of the last call: the running loss and metrics.</summary>
    public ReadOnlySpan<float> Results => results;

    /// <summary>Called before a program runs. Default: nothing.</summary>
    public Action<StatefulFunction>? Starting { get; set; }

    protected ModelPrograms Programs => programs;

    protected StepSpec StepSpec => job;

    /// <summary>Runs an epoch.</summary>
    /// <param name="shuffle">The shuffling.</param>
    /// <param name="random">The random numbers of the shuffling.</param>
    /// <param name="nextSteps">Asked right before each call, also that on a last, partial batch, for how many batches it may be.</param>
    /// <param name="done">The batches of the epoch that are done already and passed over.</param>
    /// <returns>The number of finished batches, after each call.</returns>
    public abstract IEnumerable<int> Run(Shuffle shuffle, Random random, Func<int> nextSteps, int done = 0);

    /// <summary>Has the next epoch begin with a batch in the middle of the data, in an order made anew.</summary>
    /// <param name="start">The batch: <see cref="Start"/> of the training that is resumed.</param>
    public virtual void GoOn(int start)
    {
    }

    public virtual void Dispose()
    {
    }

    protected void Call(StatefulFunction program, IReadOnlyList<DeviceTensor> inputs, IReadOnlyList<DeviceTensor>? noSteps = null)
    {
        Starting?.Invoke(program);
        // Compiled by a run of no steps, before the memory of the steps is taken.
        if (noSteps is not null)
            program.RunWithoutEffect(noSteps);
        DeviceTensor[] outputs = program.Run(inputs);
        using DeviceTensor output = outputs[0];
        using Tensor host = output.ToTensor();
        results = host.ToArray<float>();
    }

    protected void CallLoop(StatefulFunction program, int start, int end, IReadOnlyList<DeviceTensor> data)
    {
        using Tensor startTensor = Tensor.Scalar(start), endTensor = Tensor.Scalar(end);
        using DeviceTensor startInput = DeviceTensor.From(startTensor), endInput = DeviceTensor.From(endTensor);
        Call(program, [startInput, endInput, .. data],
            program.AwaitsCompilation ? [startInput, startInput, .. data] : null);
    }
}
