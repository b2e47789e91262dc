namespace Keras.Callbacks;

/// <summary>Whether a watched number is better when larger (<c>keras.callbacks.MonitorCallback</c>).</summary>
internal static class MonitorDirection
{
    public static bool Of(Model model, string monitor, string mode)
    {
        if (mode != "auto")
            return mode == "max";
        string name = monitor.StartsWith("val_", StringComparison.Ordinal) ? monitor["val_".Length..] : monitor;
        if (name == "loss")
            return false;
        return model.FindMetric(name)?.LargerIsBetter
            ?? throw new ArgumentException($"Whether '{monitor}' is better when smaller or larger is not known; set Mode to \"min\" or \"max\".");
    }
}
