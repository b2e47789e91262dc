using System.Globalization;
using System.Text;

namespace Keras.Callbacks;

/// <summary>
/// Writes a line of a CSV file for each epoch: its number, from 0, and all that is logged, in alphabetical order (keras.callbacks.CSVLogger). The file is closed between two
/// epochs, so that others may read it.
/// </summary>
/// <param name="path">The file; it is made anew unless <see cref="Append"/> is set.</param>
public sealed class CsvLogger(string path) : Callback
{
    private string[]? columns;

    /// <summary>What separates two values; a comma by default.</summary>
    public string Separator { get; init; } = ",";

    /// <summary>Whether lines are added to those that the file has already, for training that goes on; false by default.</summary>
    public bool Append { get; init; }

    /// <inheritdoc/>
    public override void OnTrainBegin(Logs logs)
    {
        columns = null;
        if (!Append)
            File.WriteAllText(path, "");
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        StringBuilder text = new();
        if (columns is null)
        {
            columns = [.. logs.Names];
            // Epochs that are validated may come later.
            if (!columns.Any(c => c.StartsWith("val_", StringComparison.Ordinal)))
                columns = [.. columns, .. columns.Select(c => "val_" + c)];
            if (!File.Exists(path) || new FileInfo(path).Length == 0)
                text.AppendJoin(Separator, (string[])[.. columns.Prepend("epoch").Select(Quoted)]).Append('\n');
        }

        string[] values = [.. columns.Select(c => Text(logs, c))];
        text.AppendJoin(Separator, (string[])[epoch.ToString(CultureInfo.InvariantCulture), .. values]).Append('\n');
        File.AppendAllText(path, text.ToString());
    }

    // Several values are a text in quotation marks, as Keras writes them: "[0.25, 1.0]".
    private static string Text(Logs logs, string column) => logs.IsList(column)
        ? $"\"\"\"[{string.Join(", ", logs.GetValues(column).Select(PythonFloat.OfSingle))}]\"\"\""
        : logs.TryGetValue(column, out double value) ? value.ToString("R", CultureInfo.InvariantCulture) : "NA";

    private string Quoted(string name) => name.Contains(Separator, StringComparison.Ordinal) || name.AsSpan().ContainsAny("\"\r\n")
        ? $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : name;
}
