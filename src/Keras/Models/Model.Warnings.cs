namespace Keras;

/// <content>Warnings of runs.</content>
public partial class Model
{
    private readonly HashSet<string> told = new(StringComparer.Ordinal);
    private (Action<string> Tell, int Thread)? listener;

    /// <summary>The receiver of the warnings that are raised on the thread of the current run; null between runs.</summary>
    internal Action<string>? WarningListener
    {
        get => listener?.Tell;
        set => listener = value is null ? null : (value, Environment.CurrentManagedThreadId);
    }

    /// <summary>
    /// Reports a warning to the current run; without one, on another thread than that of the run, or in a run of a single batch, it is
    /// printed to standard error, once.
    /// </summary>
    internal void Warn(string warning)
    {
        bool isNew;
        lock (told)
            isNew = told.Add(warning);
        if (listener is { } run && run.Thread == Environment.CurrentManagedThreadId)
            run.Tell(warning);
        else if (isNew)
            Console.Error.WriteLine(warning);
    }
}
