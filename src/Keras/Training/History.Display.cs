using System.Globalization;
using System.Text;

namespace Keras;

/// <content>What a debugger and <c>Console.WriteLine</c> show.</content>
public sealed partial class History
{
    /// <summary>The number of epochs, and the first and the last value of each name: <c>3 epochs, accuracy: 0.512 → 0.9143, loss: …</c></summary>
    public override string ToString()
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{Epochs.Count} {(Epochs.Count == 1 ? "epoch" : "epochs")}");
        foreach ((string key, List<double> list) in values)
        {
            text.Append(CultureInfo.InvariantCulture, $", {key}: {list[0]:G4}");
            if (list.Count > 1)
                text.Append(CultureInfo.InvariantCulture, $" → {list[^1]:G4}");
        }

        if (WasCancelled)
            text.Append(", cancelled");
        return text.ToString();
    }
}
