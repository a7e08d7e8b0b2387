module example.invalid/errpredict/bindings/go

go 1.19
