using Keras;

namespace MnistTraining;

/// <summary>What training came to.</summary>
/// <param name="History">The numbers of each epoch.</param>
/// <param name="Result">Loss and accuracy on the test images; null where training was stopped before.</param>
/// <param name="Last">How far it came; null where no batch was done.</param>
/// <param name="Time">How long <c>Fit</c> took, with writing and compiling the program.</param>
internal sealed record Outcome(History History, Evaluation? Result, TrainingProgress? Last, TimeSpan Time)
{
    /// <summary>Batches of all epochs a second.</summary>
    public double BatchesPerSecond => Last is { Steps: { } steps } ? (((double)Last.Epoch * steps) + Last.Step) / Time.TotalSeconds : 0;
}
