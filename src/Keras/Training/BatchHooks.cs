namespace Keras.Training;

/// <summary>
/// Calls the batch hooks of callbacks where Keras does: before and after each group of <c>stepsPerExecution</c> batches, however many calls
/// a group takes. The last group of an epoch may have fewer batches; its end is numbered as if it had all, as in Keras.
/// </summary>
/// <param name="watched">Whether some callback has batch hooks; otherwise nothing is called.</param>
/// <param name="groupSize">Batches of a group.</param>
/// <param name="begin">The hook before a group.</param>
/// <param name="end">The hook after a group.</param>
internal sealed class BatchHooks(bool watched, int groupSize, Action<int> begin, Action<int, Logs> end)
{
    private int first;
    private int done;
    private bool isOpen;
    private Logs logs = new();

    /// <summary>Begins an epoch.</summary>
    /// <param name="doneBefore">The batches that are done already, where the epoch is resumed.</param>
    public void Restart(int doneBefore = 0)
    {
        (first, done, isOpen, logs) = (doneBefore, doneBefore, false, new());
    }

    /// <summary>Asked right before each call: how many batches it may be.</summary>
    /// <param name="otherwise">The answer where nobody watches.</param>
    public int NextSteps(int otherwise)
    {
        if (!watched)
            return otherwise;
        if (!isOpen)
        {
            isOpen = true;
            begin(first);
        }

        return first + groupSize - done;
    }

    /// <summary>Told after each call.</summary>
    /// <param name="doneNow">The batches of the epoch that are done.</param>
    /// <param name="logsNow">The running values.</param>
    public void Finished(int doneNow, Logs logsNow)
    {
        (done, logs) = (doneNow, logsNow);
        if (done - first >= groupSize)
            Close();
    }

    /// <summary>Ends a group that the end of the epoch cut short.</summary>
    public void Close()
    {
        if (!isOpen)
            return;
        isOpen = false;
        int last = first + groupSize - 1;
        first = done;
        end(last, logs);
    }
}
