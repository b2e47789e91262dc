using System.Globalization;
using System.Text;
using Keras.Files;

namespace Keras.Callbacks;

/// <summary>
/// Writes a line of a CSV file for each epoch: its number, from 0, and all that is logged, in alphabetical order
/// (keras.callbacks.CSVLogger). The file is closed between two epochs, so that others may read it; missing directories are created. At the
/// end of training the file is written to the disk.
/// </summary>
public sealed class CsvLogger : Callback
{
    private const string Epoch = "epoch", Missing = "NA";
    private readonly string path;
    private string[]? columns;
    private bool isWritten;

    /// <summary>Writes to a file.</summary>
    /// <param name="path">The file; it is created anew when training begins unless <see cref="Append"/> is set.</param>
    public CsvLogger(string path)
    {
        Required.Text("CsvLogger", "a path", path);
        this.path = path;
    }

    /// <summary>The separator of values. Default: a comma.</summary>
    /// <exception cref="ArgumentException">The separator is empty.</exception>
    public string Separator
    {
        get;
        init
        {
            ArgumentException.ThrowIfNullOrEmpty(value, nameof(Separator));
            field = value;
        }
    }

    = ",";

    /// <summary>
    /// Whether lines are added to those that the file has already, for training that goes on. Default: false. Each value goes under the
    /// heading that the file has for it; what the file has no column for gets one, and the lines before have NA in it.
    /// </summary>
    public bool Append { get; init; }

    /// <inheritdoc/>
    /// <exception cref="IOException">The file cannot be written, or has lines that are no log with a column 'epoch' to which some could be
    /// added.</exception>
    public override void OnTrainBegin(Logs logs)
    {
        columns = null;
        isWritten = false;
        ParentDirectory.Create(path);
        if (AtomicFile.IsDevice(path))
            return;
        if (Append && File.Exists(path) && new FileInfo(path).Length > 0)
            _ = ReadTable();
        else
            AtomicFile.Write(path, overwrite: true, _ => { });
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The file cannot be written; it keeps the lines that it had.</exception>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        if (columns is null)
        {
            string[] names = [.. logs.Names];
            // Epochs that are validated may come later.
            if (!names.Any(c => c.StartsWith("val_", StringComparison.Ordinal)))
                names = [.. names, .. names.Select(c => "val_" + c)];
            columns = Begin(names);
        }

        string[] values = [.. columns.Select(c => c == Epoch ? epoch.ToString(CultureInfo.InvariantCulture) : Text(logs, c))];
        AppendedFile.Append(path, Encoding.UTF8.GetBytes(CsvText.Line(values, Separator)));
        isWritten = true;
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public override void OnTrainEnd(Logs logs)
    {
        if (isWritten)
            AppendedFile.Flush(path);
    }

    // Several values are a text in quotation marks, as Keras writes them: "[0.25, 1.0]".
    private static string Text(Logs logs, string column) => logs.IsList(column)
        ? $"\"[{string.Join(", ", logs.GetValues(column).Select(PythonFloat.OfSingle))}]\""
        : logs.TryGetValue(column, out double value) ? value.ToString("R", CultureInfo.InvariantCulture) : Missing;

    // The columns of the file: its own first, so that each value stands under its heading.
    private string[] Begin(string[] names)
    {
        string[] wanted = [Epoch, .. names];
        List<string[]> table = AtomicFile.IsDevice(path) || !File.Exists(path) ? [] : ReadTable();
        string[] all = [.. (table.Count > 0 ? table[0] : []).Union(wanted, StringComparer.Ordinal)];
        if (table.Count == 0)
        {
            AppendedFile.Append(path, Encoding.UTF8.GetBytes(CsvText.Line(all, Separator)));
        }
        else if (all.Length > table[0].Length || !EndsWithLine())
        {
            IEnumerable<string[]> lines =
                table.Skip(1).Select(line => (string[])[.. line, .. Enumerable.Repeat(Missing, all.Length - line.Length)]).Prepend(all);
            byte[] text = Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => CsvText.Line(line, Separator))));
            AtomicFile.Write(path, overwrite: true, stream => stream.Write(text));
        }

        return all;
    }

    // A process that was killed may have left a part of a line.
    private bool EndsWithLine()
    {
        using FileStream stream = File.OpenRead(path);
        stream.Position = stream.Length - 1;
        return stream.ReadByte() == '\n';
    }

    private List<string[]> ReadTable()
    {
        List<string[]> table = CsvText.Parse(File.ReadAllText(path), Separator);
        if (table.Count > 0 && (!table[0].Contains(Epoch) || table.Exists(line => line.Length > table[0].Length) || table[0]
            .Distinct(StringComparer.Ordinal).Count() < table[0].Length))
            throw new IOException($"CsvLogger: expected '{path}' to be a log whose headings have '{Epoch}' and are all different, to which "
                + "lines can be added; name another file, or set Append to false.");
        return table;
    }
}
