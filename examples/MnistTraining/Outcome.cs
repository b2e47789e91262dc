using Keras;

namespace MnistTraining;

/// <summary>The result of training.</summary>
/// <param name="History">The numbers of each epoch.</param>
/// <param name="Result">Loss and accuracy on the test images; null where training was stopped before.</param>
/// <param name="Last">The last progress report; null where no batch was trained.</param>
/// <param name="Time">The duration of <c>Fit</c>, with writing and compiling the training function.</param>
/// <param name="Images">The number of training images in an epoch.</param>
internal sealed record Outcome(History History, Evaluation? Result, TrainingProgress? Last, TimeSpan Time, int Images)
{
    /// <summary>Images of all epochs a second; the last batch of an epoch may be smaller than the others.</summary>
    public double ImagesPerSecond(int batchSize) => Last is null ? 0
        : (((double)Last.Epoch * Images) + Math.Min((double)Last.Step * batchSize, Images)) / Time.TotalSeconds;
}
