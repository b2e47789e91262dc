using TensorFlow;

namespace Keras.CustomParts;

public sealed class Concatenate(int axis = -1) : Layer
{
    protected override bool SupportsMasking => true;

    protected override bool MixesSamples => false;

    public static Concatenate FromConfig(Config config) => new(config.GetInt("axis", -1));

    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        if (inputs.Count < 2)
            throw new ArgumentException($"{ClassName} '{Name}': expected at least 2 inputs, got {inputs.Count}; give them as a list.");
    }

    protected override IReadOnlyList<Symbol> Call(IReadOnlyList<Symbol> inputs, CallContext context) =>
        [Ops.Concatenate([.. inputs], axis)];

    protected override IReadOnlyList<Symbol?> ComputeMask(IReadOnlyList<Symbol> inputs, IReadOnlyList<Symbol?> masks) => [null];

    protected override void WriteConfig(Config config)
    {
        base.WriteConfig(config);
        config.Set("axis", axis);
    }
}
