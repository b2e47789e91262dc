using System.Globalization;
using Keras;
using Keras.Layers;
using Shared;
using Stress.Running;
using TensorFlow;

namespace Stress.Disks;

/// <summary>
/// A model is saved again and again over one file while some calls to the disk fail, and the process may be killed: what is told as failed
/// is an IOException, and the
/// file that is there is whole, and of the last save that was told as done or of the one that ran. Needs Linux and a C compiler.
/// </summary>
internal sealed class DiskScenario : Scenario
{
    private const int Saves = 12, InputOutput = 5, NoSpace = 28, Quota = 122;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly string[] Calls = ["fsync", "write", "rename"];
    private static readonly string[] Extensions = [".keras", ".weights.h5", ".h5"];
    private FaultLibrary? library;

    public override string Name => "disk";

    public override string Description => "saves beside a disk whose fsync, write and rename fail at times, and kill -9 between";

    public override int Kinds => Calls.Length;

    public override string? Attempt(int number, Random random)
    {
        if (FaultLibrary.WhyNot is not null)
            return null;
        library ??= new();
        DirectoryInfo folder = Directory.CreateTempSubdirectory("keras-disk-");
        try
        {
            string call = Calls[number % Calls.Length], path =
                Path.Combine(folder.FullName, "model" + Extensions[(number / Calls.Length) % Extensions.Length]);
            int error = ((int[])[InputOutput, NoSpace, Quota])[random.Next(3)], from = random.Next(1, 30), count = random.Next(1, 4);
            int killAt = random.Next(2) == 0 ? random.Next(1, Saves) : int.MaxValue;
            string what = $"{call} fails with {error} from call {from} on, {count} times, {Path.GetFileName(path)}, killed "
                + $"{(killAt == int.MaxValue ? "never" : $"after save {killAt}")}";
            return Attempt(path, killAt, start => library.AddTo(start, call, error, folder.Name, from, count)) is { } failure
                ? $"{what}: {failure}" : null;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public override int Part(string[] arguments)
    {
        string path = arguments[1];
        using Sequential model = new(new Dense(16) { InputShape = [32] }, new Dense(4));
        if (arguments[0] == "check")
        {
            using Model read = path.EndsWith(".weights.h5", StringComparison.Ordinal) ? model : Model.Load(path);
            if (read == model)
                model.LoadWeights(path);
            Console.WriteLine(string.Join(' ', read.GetWeights().SelectMany(w => w.ToArray<float>())
                .Distinct().Select(v => v.ToString(CultureInfo.InvariantCulture))));
            return 0;
        }

        for (int i = 1; i <= Saves; i++)
        {
            model.SetWeights([.. model.Weights.Select(
                w => Tensor.Create<float>([.. Enumerable.Repeat((float)i, (int)w.Shape.ElementCount)], w.Shape))]);
            try
            {
                if (path.EndsWith(".weights.h5", StringComparison.Ordinal))
                    model.SaveWeights(path);
                else
                    model.Save(path);
                Console.WriteLine($"saved {i}");
            }
            catch (IOException e) when (e.Message.Contains(path, StringComparison.Ordinal))
            {
                Console.WriteLine($"failed {i}");
            }
        }

        return 0;
    }

    private string? Attempt(string path, int killAt, Action<System.Diagnostics.ProcessStartInfo> fail)
    {
        int last = 0, next = 1;
        bool isKilled = false;
        using (Child child = Child.Start(this, fail, "save", path))
        {
            while (child.ReadLine() is { } line)
            {
                string[] words = line.Split(' ');
                next = int.Parse(words[1], CultureInfo.InvariantCulture) + 1;
                if (words[0] == "saved")
                    last = next - 1;
                if (next > killAt && !isKilled)
                {
                    isKilled = true;
                    child.Kill();
                }
            }

            (int Code, string Error)? end = child.Wait(Patience);
            if (!isKilled && end is not (0, ""))
                return $"it ended so: {end}";
        }

        if (!File.Exists(path))
            return last == 0 ? null : $"save {last} was told as done, and there is no file";
        using Child check = Child.Start(this, "check", path);
        string? found = check.ReadLine();
        if (check.Wait(Patience) is not (0, "") || !int.TryParse(found, CultureInfo.InvariantCulture, out int number))
            return $"the file is not whole: '{found}'";
        return number == last || (isKilled && number == next) ? null
            : $"the file is of save {number}; the last one that was told as done is {last}";
    }
}
