namespace Keras.Training;

/// <summary>
/// The warnings of one run of a model, each once, in the order in which they were raised; printed to standard error unless the run is
/// silent.
/// </summary>
internal sealed class RunWarnings : IDisposable
{
    private readonly Model model;
    private readonly Action<string>? outer;
    private readonly Verbosity verbosity;
    private readonly List<string> warnings = [];

    /// <param name="model">The model, which tells its warnings to this run until the run is disposed.</param>
    /// <param name="verbosity">The verbosity of the run.</param>
    public RunWarnings(Model model, Verbosity verbosity)
    {
        this.model = model;
        this.verbosity = verbosity;
        outer = model.WarningListener;
        model.WarningListener = Add;
    }

    /// <param name="model">The model, which tells its warnings to this run until the run is disposed.</param>
    /// <param name="listener">Who is told instead.</param>
    public RunWarnings(Model model, Action<string> listener)
    {
        this.model = model;
        outer = model.WarningListener;
        model.WarningListener = listener;
    }

    /// <summary>Told a new warning, before it is printed.</summary>
    public Action<string>? Warned { get; set; }

    /// <summary>The warnings so far.</summary>
    public IReadOnlyList<string> All => warnings;

    /// <summary>A run within another one hands the warnings of the model back to that.</summary>
    public void Dispose() => model.WarningListener = outer;

    private void Add(string warning)
    {
        if (warnings.Contains(warning))
            return;
        warnings.Add(warning);
        Warned?.Invoke(warning);
        if (verbosity != Verbosity.Silent)
            Console.Error.WriteLine(warning);
    }
}
