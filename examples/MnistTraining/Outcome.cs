using Keras;

namespace MnistTraining;

/// <summary>The result of training.</summary>
/// <param name="History">The numbers of each epoch.</param>
/// <param name="Result">Loss and accuracy on the test images; null where training was stopped before.</param>
/// <param name="Last">The last progress report; null where no batch was trained.</param>
/// <param name="Time">The duration of <c>Fit</c>, with writing and compiling the training function.</param>
internal sealed record Outcome(History History, Evaluation? Result, TrainingProgress? Last, TimeSpan Time)
{
    /// <summary>Batches of all epochs a second.</summary>
    public double BatchesPerSecond => Last is { Steps: { } steps } ? (((double)Last.Epoch * steps) + Last.Step) / Time.TotalSeconds : 0;
}
