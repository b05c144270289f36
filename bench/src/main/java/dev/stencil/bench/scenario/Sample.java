package dev.stencil.bench.scenario;

/** A template of about 0.6 KB. */
final class Sample {
    private Sample() {}

    static String content(String number) {
        return """
                {"name":"Invoice %s","locale":"en-GB","currency":"GBP","page":{"size":"A4","margin":{"top":18.5,"right":15,\
                "bottom":18.5,"left":15}},"columns":[{"title":"Item","width":90,"align":"left"},{"title":"Quantity",\
                "width":25,"align":"right"},{"title":"Price","width":30,"align":"right","format":"0.00"},{"title":"Total",\
                "width":35,"align":"right","format":"0.00"}],"greeting":"Dear customer, thank you for your order.",\
                "footer":"Payable within 30 days of the date of this invoice. Goods remain ours until they are paid for.",\
                "tax":{"rate":0.2,"included":false},"archived":false,"parent":null,"tags":["billing","monthly","draft"]}"""
                .formatted(number);
    }

    /** As the API takes it. */
    static String body(String number) {
        return "{\"content\":" + content(number) + '}';
    }
}
