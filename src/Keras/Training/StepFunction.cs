namespace Keras.Training;

/// <summary>The function of a step with its logs, which may be others each time the step is written.</summary>
/// <param name="Function">The function.</param>
/// <param name="Logs">The names and positions of its results.</param>
internal sealed record StepFunction(StatefulFunction Function, StepLogs Logs) : IDisposable
{
    public void Dispose() => Function.Dispose();
}
