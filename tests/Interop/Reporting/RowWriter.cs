namespace Keras.Interop.Reporting;

/// <summary>Runs checks and writes a row for each.</summary>
internal sealed class RowWriter : IDisposable
{
    private readonly StreamWriter writer;
    private readonly string release;

    public RowWriter(string path, string release)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        writer = new(path) { AutoFlush = true };
        this.release = release;
    }

    public void Skip(string direction, string format, string item, string reason) =>
        Write(direction, format, item, Row.Skipped, reason, new());

    /// <summary>Writes what a check finds; what it throws is a row, not the end.</summary>
    public void Check(string direction, string format, string item, Func<Errors> check)
    {
        try
        {
            Errors errors = check();
            string[] problems = [.. errors.AllProblems];
            Write(direction, format, item, problems.Length == 0 ? Row.Ok : "DIFFERS", string.Join("; ", problems), errors);
        }
        catch (Exception e)
        {
            Write(direction, format, item, "FAILED", $"{e.GetType().Name}: {e.Message}", new());
        }
    }

    /// <summary>Does what leads to checks; where it throws, that is a row.</summary>
    public void Guard(string direction, string item, Action act)
    {
        try
        {
            act();
        }
        catch (Exception e)
        {
            Write(direction, "", item, "FAILED", $"{e.GetType().Name}: {e.Message}", new());
        }
    }

    public void Dispose() => writer.Dispose();

    private void Write(string direction, string format, string item, string status, string note, Errors errors)
    {
        (string Name, double? Value)[] all =
            [("weights", errors.Weights), ("optimizer", errors.Optimizer), ("predictions", errors.Predictions), ("losses", errors.Losses)];
        Dictionary<string, double> given =
            all.Where(e => e.Value is not null).ToDictionary(e => e.Name, e => e.Value!.Value, StringComparer.Ordinal);
        writer.WriteLine(new Row(release, direction, format, item, status,
            string.Join(' ', note.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), given));
    }
}
