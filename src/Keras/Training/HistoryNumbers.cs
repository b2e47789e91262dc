using System.Globalization;

namespace Keras.Training;

/// <summary>
/// A history as values by name, as saved in a file: <c>epoch:index:name</c>, with an empty index for scalar metrics.
/// </summary>
internal static class HistoryNumbers
{
    public static Dictionary<string, double> Write(History history)
    {
        Dictionary<string, double> numbers = new(StringComparer.Ordinal);
        foreach ((int epoch, Logs logs) in history.Rows)
        {
            foreach (string name in logs.Names)
            {
                IReadOnlyList<double> values = logs.GetValues(name);
                for (int i = 0; i < values.Count; i++)
                    numbers[string.Create(CultureInfo.InvariantCulture, $"{epoch}:{(logs.IsList(name) ? i : "")}:{name}")] = values[i];
            }
        }

        return numbers;
    }

    public static IEnumerable<(int Epoch, Logs Logs)> Read(IReadOnlyDictionary<string, double> numbers)
    {
        var parts =
            from number in numbers
            let key = number.Key.Split(':', 3)
            where key.Length == 3 && int.TryParse(key[0], NumberStyles.None, CultureInfo.InvariantCulture, out _)
            let place = int.TryParse(key[1], NumberStyles.None, CultureInfo.InvariantCulture, out int at) ? at : -1
            select (Epoch: int.Parse(key[0], CultureInfo.InvariantCulture), Name: key[2], Place: place, number.Value);
        foreach (var epoch in parts.GroupBy(p => p.Epoch).OrderBy(e => e.Key))
        {
            Logs logs = new();
            foreach (var metric in epoch.GroupBy(p => p.Name))
            {
                if (metric.First().Place < 0)
                    logs[metric.Key] = metric.First().Value;
                else
                    logs.SetList(metric.Key, [.. metric.OrderBy(p => p.Place).Select(p => p.Value)]);
            }

            yield return (epoch.Key, logs);
        }
    }
}
