namespace Keras.Callbacks;

/// <summary>Whether a watched number is better when larger (<c>keras.callbacks.MonitorCallback</c>).</summary>
internal static class MonitorDirection
{
    /// <summary>The direction where it can be told; null where not.</summary>
    public static bool? Known(Model model, string monitor, string mode) => mode != "auto" ? mode == "max" : OfName(model, monitor);

    public static bool Of(Model model, string monitor, string mode) => Known(model, monitor, mode)
        ?? throw new ArgumentException(
            $"Whether '{monitor}' is better when smaller or larger is not known; set Mode to \"min\" or \"max\".");

    /// <summary>Refuses a mode that there is not.</summary>
    /// <exception cref="UnknownNameException">The mode is none of them.</exception>
    public static string RequireMode(string mode) =>
        mode is "auto" or "min" or "max" ? mode : throw new UnknownNameException("mode", mode ?? "null", ["auto", "min", "max"]);

    private static bool? OfName(Model model, string monitor)
    {
        string name = monitor.StartsWith("val_", StringComparison.Ordinal) ? monitor["val_".Length..] : monitor;
        return name == "loss" || model.IsLoss(name) ? false : model.FindMetric(name)?.LargerIsBetter;
    }
}
