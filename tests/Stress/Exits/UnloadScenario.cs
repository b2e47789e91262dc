using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Keras;
using Keras.Layers;
using Stress.Running;

namespace Stress.Exits;

/// <summary>
/// A plugin that trains is unloaded, and loaded and trained again; the process ends well, also while another plugin trains.
/// </summary>
internal sealed class UnloadScenario : Scenario
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    public override string Name => "unload";

    public override string Description => "a collectible AssemblyLoadContext that trained is unloaded, and the process ends";

    public override int Kinds => 2;

    public override string? Attempt(int number, Random random)
    {
        using Child child = Child.Start(this, number % 2 == 0 ? "idle" : "busy");
        return child.Wait(Patience) switch
        {
            null => $"it did not end within {Patience.TotalSeconds} s",
            (7, "") => null,
            var (code, error) => $"exit code {code} instead of 7, and on standard error '{error}'",
        };
    }

    public override int Part(string[] arguments)
    {
        for (int i = 0; i < 2; i++)
        {
            WeakReference context = LoadAndTrain();
            for (int wait = 0; wait < 50 && context.IsAlive; wait++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                Thread.Sleep(10);
            }

            if (context.IsAlive)
                Console.WriteLine("The plugin's assemblies stay loaded.");
        }

        if (arguments[0] == "busy")
        {
            RunningJob job = new("fit");
            job.WaitForBegin();
        }

        return 7;
    }

    /// <summary>Called in the plugin, by its name.</summary>
    public static void Train()
    {
        using Sequential model = new(new Dense(8, "relu") { InputShape = [4] }, new Dense(1));
        model.Compile("sgd", "mse");
        model.Fit(new float[16, 4], new float[16], epochs: 1, verbose: Verbosity.Silent);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference LoadAndTrain()
    {
        Plugin plugin = new();
        Type type = plugin.LoadFromAssemblyPath(typeof(UnloadScenario).Assembly.Location).GetType(typeof(UnloadScenario).FullName!)!;
        type.InvokeMember(nameof(Train), BindingFlags.InvokeMethod | BindingFlags.Public | BindingFlags.Static,
            null, null, null, CultureInfo.InvariantCulture);
        plugin.Unload();
        return new(plugin);
    }

    /// <summary>Has copies of its own of all assemblies that lie beside the program.</summary>
    private sealed class Plugin() : AssemblyLoadContext("plugin", isCollectible: true)
    {
        protected override Assembly? Load(AssemblyName assemblyName)
        {
            string path = Path.Combine(AppContext.BaseDirectory, assemblyName.Name + ".dll");
            return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
        }
    }
}
