namespace Keras.Callbacks;

/// <summary>The number that a callback watches.</summary>
internal static class MonitoredNumber
{
    /// <summary>The number of an epoch; null, with a warning, where the logs have none of that name.</summary>
    /// <param name="callback">The callback that watches.</param>
    /// <param name="monitor">The number's name.</param>
    /// <param name="logs">The logs of the epoch.</param>
    /// <param name="otherwise">The behavior of the callback without the number.</param>
    /// <exception cref="ArgumentException">The metric has several values.</exception>
    public static double? Of(Callback callback, string monitor, Logs logs, string otherwise)
    {
        if (logs.TryGetValue(monitor, out double number))
            return number;
        string kind = callback.GetType().Name;
        if (logs.IsList(monitor))
        {
            throw new ArgumentException(
                $"{kind}: '{monitor}' has {logs.GetValues(monitor).Count} values, expected one; monitor a metric of "
                + "one value, such as one threshold or an average.");
        }

        callback.Model.Warn($"{kind} monitors '{monitor}', which is not in the logs, and {otherwise}; "
            + NearestNames.Hint(monitor, [.. logs.Keys], "they have"));
        return null;
    }
}
