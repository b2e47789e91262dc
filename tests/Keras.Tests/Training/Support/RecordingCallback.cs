namespace Keras.Tests.Training;

/// <summary>
/// Notes every hook that is called, in the form in which the real Keras' calls were noted: <c>train_batch_end 0:loss,mae</c>.
/// </summary>
internal sealed class RecordingCallback : Callback
{
    public List<string> Calls { get; } = [];

    public List<(string Hook, int Index, Logs Logs)> Batches { get; } = [];

    public override void OnTrainBegin(Logs logs) => Note("train_begin", logs);

    public override void OnTrainEnd(Logs logs) => Note("train_end", logs);

    public override void OnEpochBegin(int epoch, Logs logs) => Note("epoch_begin", logs, epoch);

    public override void OnEpochEnd(int epoch, Logs logs) => Note("epoch_end", logs, epoch);

    public override void OnTrainBatchBegin(int batch, Logs logs) => Note("train_batch_begin", logs, batch);

    public override void OnTrainBatchEnd(int batch, Logs logs) => Note("train_batch_end", logs, batch);

    public override void OnTestBegin(Logs logs) => Note("test_begin", logs);

    public override void OnTestEnd(Logs logs) => Note("test_end", logs);

    public override void OnTestBatchBegin(int batch, Logs logs) => Note("test_batch_begin", logs, batch);

    public override void OnTestBatchEnd(int batch, Logs logs) => Note("test_batch_end", logs, batch);

    public override void OnPredictBegin(Logs logs) => Note("predict_begin", logs);

    public override void OnPredictEnd(Logs logs) => Note("predict_end", logs);

    public override void OnPredictBatchBegin(int batch, Logs logs) => Note("predict_batch_begin", logs, batch);

    public override void OnPredictBatchEnd(int batch, Logs logs) => Note("predict_batch_end", logs, batch);

    private void Note(string hook, Logs logs, int? index = null)
    {
        Calls.Add(hook + (index is { } i ? $" {i}" : "") + (logs.Count > 0 ? ":" + string.Join(',', logs.Keys) : ""));
        if (index is { } number)
            Batches.Add((hook, number, new Logs(logs)));
    }
}
