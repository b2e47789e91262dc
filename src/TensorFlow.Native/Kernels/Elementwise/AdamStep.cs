using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace TensorFlow.Kernels.Elementwise;

/// <summary>A step of Adam (Kingma and Ba, 2014) in Keras's form.</summary>
internal readonly unsafe struct AdamStep
{
    /// <summary>The step size with the corrections of the moments' bias.</summary>
    public required float Alpha { get; init; }

    /// <summary>1 - β₁.</summary>
    public required float Rest1 { get; init; }

    /// <summary>1 - β₂.</summary>
    public required float Rest2 { get; init; }

    /// <summary>The ε.</summary>
    public required float Epsilon { get; init; }

    /// <summary>Updates a weight.</summary>
    /// <param name="count">The number of elements.</param>
    /// <param name="gradient">The gradient.</param>
    /// <param name="weight">The weight.</param>
    /// <param name="momentum">The first-moment estimate.</param>
    /// <param name="velocity">The second-moment estimate.</param>
    /// <param name="newWeight">The new weight; each result may be in the memory of what it replaces.</param>
    /// <param name="newMomentum">The new first-moment estimate.</param>
    /// <param name="newVelocity">The new second-moment estimate.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Update(
        int count, float* gradient, float* weight, float* momentum, float* velocity, float* newWeight, float* newMomentum,
        float* newVelocity)
    {
        Vector alpha = Vector512.Create(Alpha), rest1 = Vector512.Create(Rest1), rest2 = Vector512.Create(Rest2);
        Vector epsilon = Vector512.Create(Epsilon);
        int i = 0;
        for (; i + Vector.Count <= count; i += Vector.Count)
        {
            Vector g = Vector512.Load(gradient + i), m = Vector512.Load(momentum + i), v = Vector512.Load(velocity + i);
            m += (g - m) * rest1;
            v += ((g * g) - v) * rest2;
            m.Store(newMomentum + i);
            v.Store(newVelocity + i);
            (Vector512.Load(weight + i) - (m * alpha / (Vector512.Sqrt(v) + epsilon))).Store(newWeight + i);
        }

        for (; i < count; i++)
        {
            float g = gradient[i], m = momentum[i] + ((g - momentum[i]) * Rest1), v = velocity[i] + (((g * g) - velocity[i]) * Rest2);
            newMomentum[i] = m;
            newVelocity[i] = v;
            newWeight[i] = weight[i] - (m * Alpha / (MathF.Sqrt(v) + Epsilon));
        }
    }
}
