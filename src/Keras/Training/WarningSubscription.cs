namespace Keras.Training;

/// <summary>Receives the warnings of a model until it is disposed; then the run around it, if any, receives them again.</summary>
internal sealed class WarningSubscription : IDisposable
{
    private readonly Model model;
    private readonly Action<string>? outer;

    public WarningSubscription(Model model, Action<string> receive)
    {
        (this.model, outer) = (model, model.WarningListener);
        model.WarningListener = receive;
    }

    public void Dispose() => model.WarningListener = outer;
}
