namespace Stress.Running;

/// <summary>One thing that must hold at any moment, tried again and again.</summary>
internal abstract class Scenario
{
    public abstract string Name { get; }

    public abstract string Description { get; }

    /// <summary>How many attempts show each kind of bad moment once.</summary>
    public virtual int Kinds => 1;

    /// <summary>Whether it takes so much that it runs only where it is named.</summary>
    public virtual bool IsHeavy => false;

    /// <summary>Tries once.</summary>
    /// <param name="number">The attempt's number; with <see cref="Kinds"/> it says which kind it is.</param>
    /// <param name="random">What else is to be chosen; the same for the same seed and number.</param>
    /// <returns>What did not hold, in a sentence; null if all did.</returns>
    public abstract string? Attempt(int number, Random random);

    /// <summary>What the scenario does in a process of its own, started with
    /// <see cref="Child.Start(Scenario, IEnumerable{string})"/>.</summary>
    /// <returns>The exit code.</returns>
    public virtual int Part(string[] arguments) => throw new NotSupportedException($"{Name} has no part.");
}
