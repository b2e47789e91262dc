using System.Globalization;
using System.Text;

namespace Keras;

/// <content>The text shown by a debugger and <c>Console.WriteLine</c>.</content>
public sealed partial class History
{
    /// <summary>
    /// The number of epochs, and the first and the last value of each metric: <c>3 epochs, accuracy: 0.512 → 0.9143, loss: …</c>
    /// </summary>
    public override string ToString()
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{Epochs.Count} {(Epochs.Count == 1 ? "epoch" : "epochs")}");
        foreach (string key in Keys)
        {
            IReadOnlyList<IReadOnlyList<double>> all = Values(key);
            bool isList = lists.ContainsKey(key);
            text.Append(CultureInfo.InvariantCulture, $", {key}: {Shown(all[0], isList)}");
            if (all.Count > 1)
                text.Append(CultureInfo.InvariantCulture, $" → {Shown(all[^1], isList)}");
        }

        if (WasCancelled)
            text.Append(", cancelled");
        return text.ToString();
    }

    private static string Shown(IReadOnlyList<double> numbers, bool isList)
    {
        const int enough = 6;
        string text = string.Join(", ", numbers.Take(enough).Select(n => n.ToString("G4", CultureInfo.InvariantCulture)));
        return isList ? $"[{text}{(numbers.Count > enough ? ", …" : "")}]" : text;
    }
}
