namespace Keras.Training;

/// <summary>The function of a step, and what it reports: a step may report other values each time it is written.</summary>
/// <param name="Function">The function.</param>
/// <param name="Logs">The names and places of its results.</param>
internal sealed record StepProgram(StatefulFunction Function, StepLogs Logs) : IDisposable
{
    public void Dispose() => Function.Dispose();
}
