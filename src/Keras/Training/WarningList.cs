namespace Keras.Training;

/// <summary>
/// The distinct warnings of a run, in the order in which they were raised; each is printed to standard error unless the run is silent.
/// </summary>
internal sealed class WarningList
{
    private readonly List<string> warnings = [];

    /// <summary>Called with a new warning before it is printed.</summary>
    public Action<string>? Adding { get; set; }

    /// <summary>The warnings so far.</summary>
    public IReadOnlyList<string> All => warnings;

    /// <summary>Adds a warning, unless the list has it.</summary>
    public void Add(string warning, Verbosity verbosity)
    {
        if (warnings.Contains(warning))
            return;
        warnings.Add(warning);
        Adding?.Invoke(warning);
        if (verbosity != Verbosity.Silent)
            Console.Error.WriteLine(warning);
    }
}
