namespace Keras.Applications;

/// <summary>NASNet-A: cells found by search, for images of 331 × 331 (Zoph et al., 2017, arXiv:1707.07012).</summary>
public sealed class NASNetLarge : Application<NASNetLarge, ApplicationOptions>, IArchitecture<ApplicationOptions>
{
    private NASNetLarge()
    {
    }

    static Architecture<ApplicationOptions> IArchitecture<ApplicationOptions>.Definition { get; } =
        new NASNetArchitecture(new("NASNetLarge", "nasnet_large", 331, 4032, 6, 96, SkipsReduction: true, HasFixedSize: false,
            "11577c9a518f0070763c2b964a382f17", "d81d89dc07e6e56530c4e77faddd61b5"));
}
