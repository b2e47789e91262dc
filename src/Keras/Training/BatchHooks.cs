namespace Keras.Training;

/// <summary>
/// Calls the batch hooks of callbacks as Keras does: before and after each group of <c>stepsPerExecution</c> batches, even if a group takes
/// several native calls. The last group of an epoch may have fewer batches; as in Keras its end is numbered as if it were full.
/// </summary>
/// <param name="watched">Whether any callback has batch hooks; otherwise no hook is called.</param>
/// <param name="groupSize">The number of batches in a group.</param>
/// <param name="begin">The hook before a group.</param>
/// <param name="end">The hook after a group.</param>
internal sealed class BatchHooks(bool watched, int groupSize, Action<int> begin, Action<int, Logs> end)
{
    private int first;
    private int done;
    private bool isOpen;
    private Logs logs = new();

    /// <summary>Begins an epoch.</summary>
    /// <param name="doneBefore">The number of batches that are done already, if the epoch is resumed.</param>
    public void Restart(int doneBefore = 0)
    {
        (first, done, isOpen, logs) = (doneBefore, doneBefore, false, new());
    }

    /// <summary>The largest number of batches of the next native call; called right before it.</summary>
    /// <param name="otherwise">The number if no callback has batch hooks.</param>
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

    /// <summary>Called after each native call.</summary>
    /// <param name="doneNow">The number of batches of the epoch that are done.</param>
    /// <param name="logsNow">The running logs.</param>
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
