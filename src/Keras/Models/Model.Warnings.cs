namespace Keras;

/// <content>Warnings of runs.</content>
public partial class Model
{
    private readonly HashSet<string> told = new(StringComparer.Ordinal);

    /// <summary>The receiver of warnings: the current run; null between runs.</summary>
    internal Action<string>? WarningListener { get; set; }

    /// <summary>
    /// Reports a warning to the current run; without one, or in a run of a single batch, it is printed to standard error, once.
    /// </summary>
    internal void Warn(string warning)
    {
        bool isNew = told.Add(warning);
        if (WarningListener is { } listener)
            listener(warning);
        else if (isNew)
            Console.Error.WriteLine(warning);
    }
}
