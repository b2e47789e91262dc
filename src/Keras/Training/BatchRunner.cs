using TensorFlow;

namespace Keras.Training;

/// <summary>Runs the functions of a step over the batches of an epoch, several batches in each native call.</summary>
internal abstract class BatchRunner(ModelFunctions functions, StepSpec spec) : IDisposable
{
    private float[] results = [];

    /// <summary>The number of batches in an epoch; null while it is not known.</summary>
    public abstract int? Steps { get; }

    /// <summary>Samples per batch; null for a stream, which has its own batches.</summary>
    public virtual int? BatchSize => null;

    /// <summary>The number of batches after which an epoch ends; null to end with the data.</summary>
    public int? StepsPerEpoch { get; init; }

    /// <summary>Whether each epoch of <see cref="StepsPerEpoch"/> batches begins with the first batch of the data; otherwise it continues
    /// where the last one ended.</summary>
    public bool BeginsAnew { get; init; }

    /// <summary>The batch with which the next epoch begins: above 0 if the last epoch did not use all data.</summary>
    public virtual int Start => 0;

    /// <summary>Whether the data ended before the epoch did.</summary>
    public bool RanOut { get; protected set; }

    /// <summary>The results of the last call: the running loss and metrics.</summary>
    public ReadOnlySpan<float> Results => results;

    /// <summary>Called before a function runs. Default: none.</summary>
    public Action<StatefulFunction>? Starting { get; set; }

    protected ModelFunctions Functions => functions;

    protected StepSpec StepSpec => spec;

    /// <summary>Runs an epoch.</summary>
    /// <param name="shuffle">The shuffling.</param>
    /// <param name="random">The random numbers of the shuffling.</param>
    /// <param name="nextSteps">Gives the largest number of batches of the next native call; called right before each, also before that
    /// of a last, partial batch.</param>
    /// <param name="done">The number of batches of the epoch that are done already and skipped.</param>
    /// <returns>The number of finished batches, after each call.</returns>
    public abstract IEnumerable<int> Run(Shuffle shuffle, Random random, Func<int> nextSteps, int done = 0);

    /// <summary>Makes the next epoch begin with a batch in the middle of the data, in a new order.</summary>
    /// <param name="start">The batch: <see cref="Start"/> of the training that is resumed.</param>
    public virtual void ResumeAt(int start)
    {
    }

    public virtual void Dispose()
    {
    }

    protected void Call(StatefulFunction function, IReadOnlyList<DeviceTensor> inputs, IReadOnlyList<DeviceTensor>? noSteps = null)
    {
        Starting?.Invoke(function);
        // A run of no steps compiles the function before the steps take their memory.
        if (noSteps is not null)
            function.RunWithoutEffect(noSteps);
        DeviceTensor[] outputs = function.Run(inputs);
        using DeviceTensor output = outputs[0];
        using Tensor host = output.ToTensor();
        results = host.ToArray<float>();
    }

    protected void CallLoop(StatefulFunction function, int start, int end, IReadOnlyList<DeviceTensor> data)
    {
        using Tensor startTensor = Tensor.Scalar(start), endTensor = Tensor.Scalar(end);
        using DeviceTensor startInput = DeviceTensor.From(startTensor), endInput = DeviceTensor.From(endTensor);
        Call(function, [startInput, endInput, .. data],
            function.AwaitsCompilation ? [startInput, startInput, .. data] : null);
    }
}
