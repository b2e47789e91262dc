using Keras.Interop;
using Keras.Interop.Reporting;

// tensorboard FOLDER: trains with the TensorBoard callback. write FOLDER: saves the cases for Keras. check FOLDER RELEASE: checks what that
// Keras saved, and what it saved again. write-large FOLDER: files of more than 4 GiB, which python/large.py reads. report FOLDER: prints
// the table.
switch (args)
{
    case ["write", string folder]:
        Writer.Run(Path.Combine(folder, "dotnet"));
        WrittenFiles.Write(Path.Combine(folder, "written"));
        return 0;
    case ["write-written", string folder]:
        WrittenFiles.Write(Path.Combine(folder, "written"));
        return 0;
    case ["write-large", string folder]:
        LargeFiles.Write(folder);
        return 0;
    case ["check-written", string folder, string release]:
        using (RowWriter rows = new(Path.Combine(folder, "rows", $"dotnet-{release}-written.jsonl"), release))
            WrittenFiles.Check(rows, Path.Combine(folder, "written"), Path.Combine(folder, "keras-" + release, "returned-to-written"));
        return 0;
    case ["check", string folder, string release]:
        Checker.Run(folder, release);
        return 0;
    case ["report", string folder]:
        return Report.Run(folder) ? 0 : 1;
    case ["tensorboard", string folder]:
        BoardLogs.Write(folder);
        return 0;
    default:
        Console.Error.WriteLine(
            "Usage: Interop write FOLDER | check FOLDER RELEASE | write-written FOLDER | write-large FOLDER | check-written FOLDER RELEASE "
            + "| report FOLDER | tensorboard FOLDER");
        return 2;
}
